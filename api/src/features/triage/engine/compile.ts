import type { Concept } from './knowledge.ts';
import type { LanguageSource } from './language.ts';
import { compileLexicon, type Entry } from './matching/lexicon.ts';
import { NUMBER, PhraseError, PhraseReader, type Sequence } from './matching/phrase.ts';
import { type Heard, indexVocabulary, type Vocabulary } from './matching/recognise.ts';
import type { NumberTables } from './numbers/values.ts';
import type { VitalSigns } from './numbers/vital-signs.ts';
import type { Hesitations } from './text/hesitations.ts';
import { normaliseWord } from './text/normalise.ts';
import { type Expansions, tokenise } from './text/tokens.ts';

/** All that reading needs of the languages and concepts, ready to use. */
export interface CompiledLanguages {
  readonly vocabulary: Vocabulary;
  readonly expansions: Expansions;
  readonly hesitations: Hesitations;
  readonly numbers: NumberTables;
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly vitalSigns: VitalSigns;
}

/** Where a phrase stands: in which of the files of a language, and the keys that lead to it. */
export interface PhrasePlace {
  readonly language: string;
  readonly part: 'classes' | 'lexicon' | 'assertions' | 'numbers';
  readonly keys: readonly string[];
  readonly phrase: string;
}

/**
 * Puts the phrases of all languages together: callers mix languages within a sentence.
 * @param onFault gets each phrase that cannot be read; it is left out.
 */
export function compileLanguages(
  sources: readonly LanguageSource[],
  concepts: ReadonlyMap<string, Concept>,
  vitalSigns: VitalSigns,
  onFault: (place: PhrasePlace, message: string) => void,
): CompiledLanguages {
  const expansions = new Map<string, readonly string[]>();
  for (const { assertions } of sources) {
    for (const [from, to] of Object.entries(assertions.expand ?? {})) {
      expansions.set(
        normaliseWord(from),
        tokenise(to, new Map()).map((token) => token.text),
      );
    }
  }

  const common = new Set(sources.flatMap(({ words }) => words.map(normaliseWord)));
  for (const words of [...expansions.values()]) for (const word of words) common.add(word);
  const numbers = numberTables(sources);
  for (const table of [numbers.words, numbers.multipliers, numbers.modifiers]) {
    for (const word of table.keys()) common.add(word);
  }
  for (const table of [numbers.point, numbers.over]) for (const word of table) common.add(word);
  return {
    vocabulary: indexVocabulary(
      compileLexicon(entriesOf(sources, expansions, onFault)),
      common,
      numbers.words.keys(),
      heardIn(sources),
    ),
    expansions,
    hesitations: hesitationsOf(sources),
    numbers,
    concepts,
    vitalSigns,
  };
}

/** The phrases of all languages as word sequences, one concept or cue after the other. */
function* entriesOf(
  sources: readonly LanguageSource[],
  expansions: Expansions,
  onFault: (place: PhrasePlace, message: string) => void,
): Generator<Entry> {
  for (const source of sources) {
    const { language, phonetic } = source;
    const onlyCapitals = shortWordsOfOthers(source, sources);
    const reader = new PhraseReader(expansions);
    const read = (
      phrases: readonly string[],
      part: PhrasePlace['part'],
      keys: readonly string[],
    ): readonly Sequence[] => {
      const sequences: Sequence[] = [];
      for (const phrase of phrases) {
        try {
          for (const sequence of reader.read(phrase)) sequences.push(sequence);
        } catch (error) {
          if (!(error instanceof PhraseError)) throw error;
          onFault({ language, part, keys, phrase }, error.message);
        }
      }
      return sequences;
    };
    for (const [name, phrases] of source.classes) reader.addClass(name, read(phrases, 'classes', [name]));
    for (const { concept, phrases, negated = false } of source.lexicon) {
      const key = negated ? `${concept}:not` : concept;
      const meaning = { group: 'concept', id: concept, negated };
      yield { meaning, sequences: read(phrases, 'lexicon', [key]), phonetic, onlyCapitals };
    }
    for (const part of ['assertions', 'numbers'] as const) {
      for (const cue of cuesOf(source[part])) {
        const meaning = { group: cue.group, id: cue.id, negated: false };
        yield { meaning, sequences: read(cue.phrases, part, cue.keys), phonetic };
      }
    }
  }
  // `#` stands for any number and needs a symbol although no phrase may use it.
  yield {
    meaning: { group: 'number', id: 'number', negated: false },
    sequences: [[{ symbols: [NUMBER], gap: 0 }]],
    phonetic: false,
  };
}

function hesitationsOf(sources: readonly LanguageSource[]): Hesitations {
  return new Map(
    sources.flatMap(({ assertions }) =>
      Object.entries(assertions.hesitations ?? {}).map(
        ([word, beside]) => [normaliseWord(word), new Set(beside.map(normaliseWord))] as const,
      ),
    ),
  );
}

function heardIn(sources: readonly LanguageSource[]): Heard {
  const heard = new Map<string, { readonly meant: string; readonly after: ReadonlySet<string> }[]>();
  for (const { assertions } of sources) {
    for (const [written, meanings] of Object.entries(assertions.heard ?? {})) {
      const key = normaliseWord(written);
      const list = Object.entries(meanings).map(([meant, after]) => ({
        meant: normaliseWord(meant),
        after: new Set(after.map(normaliseWord)),
      }));
      heard.set(key, [...(heard.get(key) ?? []), ...list]);
    }
  }
  return heard;
}

/** The longest abbreviation that another language may use as a word. */
const MAX_ABBREVIATION = 4;

/** Short common words of the other languages. A language without a spelling of its own has no abbreviations. */
function shortWordsOfOthers(source: LanguageSource, sources: readonly LanguageSource[]): ReadonlySet<string> {
  if (source.phonetic) return new Set();
  const own = new Set(source.words);
  const others = sources.filter((other) => other !== source).flatMap(({ words }) => words);
  return new Set(others.filter((word) => word.length <= MAX_ABBREVIATION && !own.has(word)));
}

interface Cue {
  readonly group: string;
  /** The last key of the file, or of a map from phrases to values the value. */
  readonly id: string;
  readonly phrases: readonly string[];
  readonly keys: readonly string[];
}

/** Single words that `numberTables` handles, and spellings. */
const NO_CUES = new Set([
  'expand',
  'hesitations',
  'heard',
  'words',
  'multipliers',
  'modifiers',
  'point',
  'over',
]);

/**
 * The cues of assertions.yaml or numbers.yaml: lists are phrases of their key, maps from phrases to numbers are phrases of
 * their number, and the keys of the first level are the groups.
 */
function cuesOf(words: object): readonly Cue[] {
  const cues: Cue[] = [];
  for (const [group, value] of Object.entries(words) as [string, unknown][]) {
    if (NO_CUES.has(group)) continue;
    const visit = (id: string, node: unknown, keys: readonly string[]): void => {
      if (Array.isArray(node)) cues.push({ group, id, phrases: node.map(String), keys });
      else if (typeof node === 'number') {
        // Of a map within a group also its key: `decades:75`.
        const parent = keys.length > 2 ? `${keys.at(-2)}:` : '';
        cues.push({ group, id: `${parent}${node}`, phrases: [keys.at(-1) as string], keys });
      } else if (typeof node === 'object' && node !== null) {
        for (const [key, child] of Object.entries(node)) visit(key, child, [...keys, key]);
      }
    };
    visit(group, value, [group]);
  }
  return cues;
}

function numberTables(sources: readonly LanguageSource[]): NumberTables {
  const table = (name: 'words' | 'multipliers' | 'modifiers') =>
    new Map(
      sources.flatMap(({ numbers }) =>
        Object.entries(numbers[name] ?? {}).map(([word, value]) => [normaliseWord(word), value] as const),
      ),
    );
  const set = (name: 'point' | 'over') =>
    new Set(sources.flatMap(({ numbers }) => (numbers[name] ?? []).map(normaliseWord)));
  const [words, multipliers, modifiers] = [table('words'), table('multipliers'), table('modifiers')];
  return {
    words,
    multipliers,
    modifiers,
    first: new Set([...words.keys(), ...multipliers.keys(), ...modifiers.keys()]),
    point: set('point'),
    over: set('over'),
  };
}
