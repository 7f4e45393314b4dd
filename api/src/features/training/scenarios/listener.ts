import {
  compilePhrases,
  type FoundPhrase,
  type LoadedKnowledge,
  type PhraseFault,
  type PhraseGroup,
  readStatement,
} from '../../triage/index.ts';
import type { Intent } from '../engine/types.ts';
import type { Intents } from './intents.ts';

/** The intents that the words of an operator express, in the order in which they are said. */
export type Understand = (text: string) => readonly Intent[];

const LANGUAGES = ['en', 'hi', 'hi-Latn'] as const;
/** An operator who speaks Hindi expresses this too, whatever is said. */
export const SPEAKS_HINDI = 'speaks-hindi';
const DEVANAGARI = /[\u0900-\u097f]/;

/**
 * Compiles what the intents mean: by their phrases in English, Hindi and Hindi in Latin letters, and by the concepts of
 * triage that a question is about, so that one worded in no foreseen way is understood too.
 */
export function compileListener(
  intents: Intents,
  { languages }: LoadedKnowledge,
  onFault: (fault: PhraseFault) => void,
): Understand {
  const groups = [...intents].flatMap(([id, intent]) =>
    LANGUAGES.flatMap((language): PhraseGroup[] => {
      const phrases = intent[language];
      return phrases === undefined ? [] : [{ id, language, phrases }];
    }),
  );
  const find = compilePhrases(groups, languages, onFault);
  const byConcept = new Map<string, string[]>();
  for (const [id, { concepts = [] }] of intents) {
    for (const concept of concepts) byConcept.set(concept, [...(byConcept.get(concept) ?? []), id]);
  }
  return (text) => {
    const found = find(text).filter(({ id, negated }) => !negated || isQuestion(id));
    const statements = found.filter(({ id }) => !isQuestion(id)).map(({ sentence }) => sentence);
    const heard = found.map(({ id, evidence }) => ({ id, at: evidence.start }));
    for (const { concept, evidence } of readStatement({ text }, {}, languages).findings) {
      if (evidence === null) continue;
      // What advice mentions is not asked.
      const isAdvice = statements.some(({ start, end }) => evidence.start >= start && evidence.end <= end);
      if (isAdvice) continue;
      for (const id of byConcept.get(concept) ?? []) heard.push({ id, at: evidence.start });
    }
    const inHindi = DEVANAGARI.test(text) || found.some((phrase) => isHindi(phrase, found));
    const ids = heard.sort((a, b) => a.at - b.at).map(({ id }) => id);
    return [...new Set(inHindi ? [...ids, SPEAKS_HINDI] : ids)];
  };
}

/** Words such as `allergy` and `operation` are said in both languages. */
function isHindi({ language, evidence }: FoundPhrase, found: readonly FoundPhrase[]): boolean {
  const overlaps = (other: FoundPhrase) =>
    other.evidence.start < evidence.end && evidence.start < other.evidence.end;
  return language !== 'en' && !found.some((other) => other.language === 'en' && overlaps(other));
}

/** Denying what is asked ("is he not breathing?") asks it all the same. */
function isQuestion(id: string): boolean {
  return id.startsWith('ask-') || id.startsWith('confirm-') || id.startsWith('read-back-');
}
