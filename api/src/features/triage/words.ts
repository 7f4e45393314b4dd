import type { Knowledge } from './engine/knowledge.ts';
import type { Language, Urgency } from './engine/types.ts';

const URGENCY_LABELS: Readonly<Record<Language, readonly [string, string, string, string, string]>> = {
  en: ['Immediate', 'Emergency', 'Urgent', 'Semi-urgent', 'Non-urgent'],
  hi: ['तत्काल', 'आपातकाल', 'जल्द', 'कुछ दिनों में', 'सामान्य'],
  'hi-Latn': ['Tatkal', 'Emergency', 'Jaldi', 'Kuch dinon mein', 'Samanya'],
};

/** Share of Devanagari letters from which a text counts as written in it. */
const DEVANAGARI_SHARE = 0.3;

/** What people read of an assessment, in one language. */
export interface Words {
  readonly language: Language;
  urgency(urgency: Urgency): string;
  concept(id: string): string;
  /** Of a rule, or of a single finding that decided. */
  rule(id: string): { readonly label: string; readonly why: string };
  question(id: string): string;
  advice(id: string): readonly string[];
}

/**
 * The language of replies: the one asked for (or its part before the hyphen) if there are texts in it, else that of the
 * script of the text, else English.
 */
export function languageOfReply(asked: string | undefined, text: string): Language {
  if (asked !== undefined) {
    const found = [asked, asked.split('-')[0] ?? ''].find((one) => one in URGENCY_LABELS);
    if (found !== undefined) return found;
  }
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const devanagari = text.match(/\p{Script=Devanagari}/gu)?.length ?? 0;
  return letters > 0 && devanagari / letters >= DEVANAGARI_SHARE ? 'hi' : 'en';
}

/** Texts of `knowledge` in the language, in English where it has none. */
export function wordsIn(language: Language, knowledge: Knowledge): Words {
  const text = <T>(texts: Readonly<Record<Language, T>> | undefined): T | undefined =>
    texts?.[language] ?? texts?.en;
  const rules = new Map(knowledge.rules.map((rule) => [rule.id, rule]));
  const questions = new Map(knowledge.questions.map((question) => [question.id, question]));
  const concept = (id: string) => text(knowledge.concepts.get(id)?.labels) ?? id;
  return {
    language,
    urgency: (urgency) => (URGENCY_LABELS[language] ?? URGENCY_LABELS.en)?.[urgency - 1] ?? String(urgency),
    concept,
    rule(id) {
      const rule = rules.get(id);
      return { label: text(rule?.labels) ?? concept(id), why: text(rule?.why) ?? '' };
    },
    question: (id) => text(questions.get(id)?.texts) ?? id,
    advice: (id) => text(knowledge.advice.get(id)?.steps) ?? [],
  };
}
