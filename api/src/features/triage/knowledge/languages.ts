import type { LexiconEntry } from '../engine/knowledge.ts';
import type { AssertionWords, LanguageSource, NumberWords } from '../engine/language.ts';
import type { Documents } from './documents.ts';

/** What people read in a language, by id. */
export interface LanguageTexts {
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
  /** Why a rule calls for its urgency: English has these beside the rules. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly questions: Readonly<Record<string, string>>;
  readonly advice: Readonly<Record<string, readonly string[]>>;
}

type Phrases = Readonly<Record<string, readonly (string | number)[]>>;

/** Reads the folder of a language. Files that it does not have yet count as empty. */
export function loadLanguage(
  documents: Documents,
  language: string,
  concepts: ReadonlySet<string>,
): { readonly source: LanguageSource; readonly texts: LanguageTexts } {
  const at = (name: string) => `languages/${language}/${name}`;
  const lexicon: LexiconEntry[] = [];
  for (const name of documents.names(at('lexicon')).filter((file) => file.endsWith('.yaml'))) {
    const file = at(`lexicon/${name}`);
    for (const [key, phrases] of Object.entries(documents.read<Phrases>(file, 'lexicon')?.value ?? {})) {
      const negated = key.endsWith(':not');
      const concept = negated ? key.slice(0, -':not'.length) : key;
      if (!concepts.has(concept)) {
        documents.fault(file, [key], `Define the concept ${concept}, or correct its id`);
      }
      lexicon.push({ concept, phrases: phrases.map(String), negated });
    }
  }
  const classes = documents.read<Phrases>(at('classes.yaml'), 'classes')?.value ?? {};
  const texts = (name: string) => documents.read<Record<string, string>>(at(name), 'texts')?.value ?? {};
  return {
    source: {
      language,
      // A language written in letters that are not its own has no spelling: `hi-Latn`.
      phonetic: language.endsWith('-Latn'),
      classes: new Map(Object.entries(classes).map(([name, phrases]) => [name, phrases.map(String)])),
      lexicon,
      assertions: documents.read<AssertionWords>(at('assertions.yaml'), 'assertions')?.value ?? {},
      numbers: documents.read<NumberWords>(at('numbers.yaml'), 'numbers')?.value ?? {},
      words: (documents.text(at('words.txt')) ?? '').split(/\s+/).filter((word) => word !== ''),
    },
    texts: {
      labels: Object.assign(
        {},
        ...documents
          .names(at('labels'))
          .filter((file) => file.endsWith('.yaml'))
          .map((file) => texts(`labels/${file}`)),
      ),
      rules: texts('rules.yaml'),
      reasons: texts('reasons.yaml'),
      questions: texts('questions.yaml'),
      advice: documents.read<Record<string, readonly string[]>>(at('advice.yaml'), 'steps')?.value ?? {},
    },
  };
}
