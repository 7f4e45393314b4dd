import type { Sequence, Step } from './phrase.ts';

/** What a word sequence means: a concept, or a cue of the language such as a negation. */
export interface Meaning {
  /** Only matches of the same group compete: `concept`, or of cues the family, such as `negation` or `vitals`. */
  readonly group: string;
  readonly id: string;
  /** The phrase states the absence of the concept. */
  readonly negated: boolean;
}

export interface Entry {
  readonly meaning: Meaning;
  readonly sequences: readonly Sequence[];
  /** Words are matched by sound as well (Hindi in Latin letters). */
  readonly phonetic: boolean;
  /** Single words that count only in capitals: an abbreviation that is a common word of another language, such as `PE`. */
  readonly onlyCapitals?: ReadonlySet<string>;
}

/**
 * All phrases of all languages. What they are made of is numbered and stands in tables of numbers, of which those looked at
 * together stand side by side: a statement reaches a few thousand of a hundred thousand steps, and finding them in memory is
 * most of the cost.
 */
export interface Lexicon {
  readonly meanings: readonly Meaning[];
  /** Of each symbol where its record begins in `records`. */
  readonly firstOfRecord: Int32Array;
  /**
   * Of each symbol all that is looked at where it is said, in this order:
   *
   * - How many single words it is, how many guards and how many groups it has.
   * - Of each single word its meaning, doubled, and one more where it counts only in capitals.
   * - The guards that it is one of. A guard is the set of the second rarest step of phrases, without which a sentence cannot
   *   match them: it is looked at once for all that share it.
   * - Groups of phrases of which it can be the rarest step: their guard, how many they are, and where each begins in `phrases`.
   */
  readonly records: Int32Array;
  readonly guardCount: number;
  /** How many phrases of several words there are. */
  readonly phraseCount: number;
  /** Each phrase: a number of its own (see `headOf`), then its steps (see `stepOf`). */
  readonly phrases: Int32Array;
  /** Of each set the first of its symbols, which ascend, and at the end the number of symbols of all sets. */
  readonly firstSymbol: Int32Array;
  readonly setSymbols: Int32Array;
  readonly words: ReadonlyMap<string, number>;
  /** Prefixes with their symbols by their first two letters (or the one letter they have). */
  readonly prefixes: ReadonlyMap<string, ReadonlyArray<readonly [prefix: string, symbol: number]>>;
  /** Words of entries that are matched by sound. */
  readonly phoneticWords: readonly string[];
}

/** Numbers at the beginning of a symbol's record: of single words, guards and groups. */
export const HEADER = 3;

const MEANING_BITS = 16;
const LENGTH_BITS = 6;
const GAP_BITS = 3;

/** A phrase's meaning, its number of steps, and which of them is the rarest, by which it is found. */
function headOf(meaning: number, length: number, anchor: number): number {
  return meaning | (length << MEANING_BITS) | (anchor << (MEANING_BITS + LENGTH_BITS));
}
export const meaningIn = (head: number) => head & ((1 << MEANING_BITS) - 1);
export const lengthIn = (head: number) => (head >> MEANING_BITS) & ((1 << LENGTH_BITS) - 1);
export const anchorIn = (head: number) => head >> (MEANING_BITS + LENGTH_BITS);

/** One symbol or a set of them, and how many other words may stand before it. */
function stepOf(need: number, gap: number): number {
  return (need << GAP_BITS) | gap;
}
export const needIn = (step: number) => step >> GAP_BITS;
export const gapIn = (step: number) => step & ((1 << GAP_BITS) - 1);

/** What a step needs: a symbol, doubled, or a set, doubled and one more. */
function needOf(set: number, sets: ReadonlyArray<readonly number[]>): number {
  const symbols = sets[set] as readonly number[];
  return symbols.length === 1 ? 2 * (symbols[0] as number) : 2 * set + 1;
}
export const isSet = (need: number) => (need & 1) === 1;
export const idIn = (need: number) => need >> 1;

/** @param entries are taken one at a time, so that their sequences need not be kept. */
export function compileLexicon(entries: Iterable<Entry>): Lexicon {
  const symbols = new Map<string, number>();
  const symbolOf = (text: string): number => {
    let symbol = symbols.get(text);
    if (symbol === undefined) {
      symbol = symbols.size;
      symbols.set(text, symbol);
    }
    return symbol;
  };
  // Steps of the same word or class share their set.
  const ids = new Map<string | Step['symbols'], number>();
  let sets: (readonly number[])[] = [];
  const uses: number[] = [];
  const setOf = ({ symbols: texts }: Step): number => {
    const key = texts.length === 1 ? (texts[0] as string) : texts;
    let id = ids.get(key);
    if (id === undefined) {
      id = sets.length;
      ids.set(key, id);
      sets.push(texts.map(symbolOf));
      uses.push(0);
    }
    uses[id] = (uses[id] as number) + 1;
    return id;
  };

  const known = new Map<string, Meaning>();
  const phonetic = new Set<string>();
  const patterns: Pattern[] = [];
  const add = (meaning: Meaning, sequence: Sequence, capitals: boolean) => {
    patterns.push({ meaning, capitals, sets: sequence.map(setOf), gaps: sequence.map(({ gap }) => gap) });
  };
  for (const { meaning: own, sequences, phonetic: bySound, onlyCapitals } of entries) {
    const key = `${own.group} ${own.id} ${own.negated}`;
    const meaning = known.get(key) ?? own;
    known.set(key, meaning);
    for (const sequence of sequences) {
      if (onlyCapitals === undefined || onlyCapitals.size === 0) add(meaning, sequence, false);
      else
        for (const part of splitCapitals(sequence, onlyCapitals)) add(meaning, part.sequence, part.capitals);
      if (bySound) for (const step of sequence) for (const word of step.symbols) phonetic.add(word);
    }
  }
  const ranks = ranksByUse(sets, uses, symbols.size);
  sets = sets.map((of) => of.map((symbol) => ranks[symbol] as number).sort((a, b) => a - b));
  const words = new Map<string, number>();
  const prefixes = new Map<string, (readonly [string, number])[]>();
  for (const [text, added] of symbols) {
    const symbol = ranks[added] as number;
    if (!text.endsWith('*')) {
      words.set(text, symbol);
      continue;
    }
    const key = text.slice(0, Math.min(2, text.length - 1));
    prefixes.set(key, [...(prefixes.get(key) ?? []), [text.slice(0, -1), symbol]]);
  }
  const meanings = [...known.values()];
  const singles = patterns.filter((pattern) => pattern.sets.length === 1);
  const longer = patterns.filter((pattern) => pattern.sets.length > 1);
  const numbers = new Map(meanings.map((meaning, number) => [meaning, number]));
  return {
    meanings,
    ...recordsOf(
      singlesOf(singles, sets, numbers, symbols.size),
      indexByRarest(longer, sets, numbers, frequencies(sets, uses, symbols.size), symbols.size),
    ),
    firstSymbol: Int32Array.from(starts(sets)),
    setSymbols: Int32Array.from(sets.flat()),
    words,
    prefixes,
    phoneticWords: [...phonetic].filter((word) => words.has(word)),
  };
}

interface Pattern {
  readonly meaning: Meaning;
  readonly capitals: boolean;
  /** Of each step its set of symbols, and how many other words may stand before it. */
  readonly sets: readonly number[];
  readonly gaps: readonly number[];
}

/** Where each list begins when they stand one after the other, and where the last one ends. */
function starts(lists: ReadonlyArray<{ readonly length: number }>): number[] {
  const found = [0];
  for (const list of lists) found.push((found.at(-1) as number) + list.length);
  return found;
}

function usesOfSymbols(
  sets: ReadonlyArray<readonly number[]>,
  uses: readonly number[],
  symbolCount: number,
): Int32Array {
  const ofSymbols = new Int32Array(symbolCount);
  for (const [id, symbols] of sets.entries()) {
    for (const symbol of symbols) ofSymbols[symbol] = (ofSymbols[symbol] as number) + (uses[id] as number);
  }
  return ofSymbols;
}

/**
 * Of each symbol its new number, those used most first: they are also what people say most, and what belongs to them then
 * stands close together in the tables, of which a statement reaches a small part.
 */
function ranksByUse(
  sets: ReadonlyArray<readonly number[]>,
  uses: readonly number[],
  symbolCount: number,
): Int32Array {
  const ofSymbols = usesOfSymbols(sets, uses, symbolCount);
  const order = Array.from(ofSymbols, (_, symbol) => symbol);
  order.sort((a, b) => (ofSymbols[b] as number) - (ofSymbols[a] as number));
  const ranks = new Int32Array(symbolCount);
  for (const [rank, symbol] of order.entries()) ranks[symbol] = rank;
  return ranks;
}

/** Of each set how often its symbols are used, also in other sets. */
function frequencies(
  sets: ReadonlyArray<readonly number[]>,
  uses: readonly number[],
  symbolCount: number,
): Int32Array {
  const ofSymbols = usesOfSymbols(sets, uses, symbolCount);
  return Int32Array.from(sets, (symbols) =>
    symbols.reduce((sum, symbol) => sum + (ofSymbols[symbol] as number), 0),
  );
}

/** Of each symbol its single words: their meanings, doubled, and one more where they count only in capitals. */
function singlesOf(
  patterns: readonly Pattern[],
  sets: ReadonlyArray<readonly number[]>,
  meanings: ReadonlyMap<Meaning, number>,
  symbolCount: number,
): ReadonlyArray<readonly number[]> {
  const ofSymbols = Array.from({ length: symbolCount }, (): number[] => []);
  for (const { meaning, capitals, sets: ofSteps } of patterns) {
    for (const symbol of sets[ofSteps[0] as number] as readonly number[]) {
      ofSymbols[symbol]?.push(2 * (meanings.get(meaning) as number) + (capitals ? 1 : 0));
    }
  }
  return ofSymbols;
}

interface ByRarest {
  readonly phrases: readonly number[];
  readonly phraseCount: number;
  readonly guardCount: number;
  /** Of each symbol the guards that it is one of. */
  readonly guardsOf: ReadonlyArray<readonly number[]>;
  /** Of each symbol, by guard, where the phrases begin of which it can be the rarest step. */
  readonly groupsOf: ReadonlyArray<ReadonlyMap<number, readonly number[]>>;
}

/**
 * Finds the rarest step of each pattern and the second rarest, and lists the patterns by the symbols of the rarest. They are
 * written in the order of the list, so that those tried one after the other stand beside each other.
 */
function indexByRarest(
  patterns: readonly Pattern[],
  sets: ReadonlyArray<readonly number[]>,
  meanings: ReadonlyMap<Meaning, number>,
  frequency: Int32Array,
  symbolCount: number,
): ByRarest {
  const rarest = (of: readonly number[], except: number): number => {
    let found = -1;
    for (const [step, set] of of.entries()) {
      if (step === except) continue;
      if (found < 0 || (frequency[set] as number) < (frequency[of[found] as number] as number)) found = step;
    }
    return found;
  };
  const anchors = new Map(patterns.map((pattern) => [pattern, rarest(pattern.sets, -1)]));
  const ofSymbols = Array.from({ length: symbolCount }, () => new Map<number, Pattern[]>());
  const guards = new Map<number, number>();
  for (const [pattern, anchor] of anchors) {
    const set = pattern.sets[rarest(pattern.sets, anchor)] as number;
    const guard = guards.get(set) ?? guards.size;
    guards.set(set, guard);
    for (const symbol of sets[pattern.sets[anchor] as number] as readonly number[]) {
      const groups = ofSymbols[symbol] as Map<number, Pattern[]>;
      const group = groups.get(guard);
      if (group === undefined) groups.set(guard, [pattern]);
      else group.push(pattern);
    }
  }
  const phrases: number[] = [];
  const places = new Map<Pattern, number>();
  const placeOf = (pattern: Pattern): number => {
    const known = places.get(pattern);
    if (known !== undefined) return known;
    const place = phrases.length;
    places.set(pattern, place);
    const { meaning, sets: ofSteps, gaps } = pattern;
    phrases.push(
      headOf(meanings.get(meaning) as number, ofSteps.length, anchors.get(pattern) as number),
      ...ofSteps.map((set, step) => stepOf(needOf(set, sets), gaps[step] as number)),
    );
    return place;
  };
  const groupsOf = ofSymbols.map(
    (groups) => new Map([...groups].map(([guard, group]) => [guard, group.map(placeOf)])),
  );
  const guardsOf = Array.from({ length: symbolCount }, (): number[] => []);
  for (const [set, guard] of guards) {
    for (const symbol of sets[set] as readonly number[]) guardsOf[symbol]?.push(guard);
  }
  return { phrases, phraseCount: patterns.length, guardCount: guards.size, guardsOf, groupsOf };
}

/** Writes what belongs to each symbol into one table. */
function recordsOf(
  singlesOfSymbols: ReadonlyArray<readonly number[]>,
  { phrases, phraseCount, guardCount, guardsOf, groupsOf }: ByRarest,
): Pick<Lexicon, 'firstOfRecord' | 'records' | 'guardCount' | 'phraseCount' | 'phrases'> {
  const firstOfRecord = new Int32Array(singlesOfSymbols.length);
  const records: number[] = [];
  for (const [symbol, singles] of singlesOfSymbols.entries()) {
    const guards = guardsOf[symbol] as readonly number[];
    const groups = groupsOf[symbol] as ReadonlyMap<number, readonly number[]>;
    firstOfRecord[symbol] = records.length;
    records.push(singles.length, guards.length, groups.size, ...singles, ...guards);
    for (const [guard, places] of groups) records.push(guard, places.length, ...places);
  }
  return {
    firstOfRecord,
    records: Int32Array.from(records),
    guardCount,
    phraseCount,
    phrases: Int32Array.from(phrases),
  };
}

/** Of a sequence of one word: its words that count in capitals only, and the others. */
function splitCapitals(
  sequence: Sequence,
  onlyCapitals: ReadonlySet<string>,
): ReadonlyArray<{ readonly sequence: Sequence; readonly capitals: boolean }> {
  const [step, ...rest] = sequence;
  if (step === undefined || rest.length > 0 || !step.symbols.some((word) => onlyCapitals.has(word))) {
    return [{ sequence, capitals: false }];
  }
  return [true, false].flatMap((capitals) => {
    const symbols = step.symbols.filter((word) => onlyCapitals.has(word) === capitals);
    return symbols.length === 0 ? [] : [{ sequence: [{ symbols, gap: 0 }], capitals }];
  });
}
