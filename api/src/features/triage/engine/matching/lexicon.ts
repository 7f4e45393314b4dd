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
 * All phrases of all languages. Patterns, their steps and the sets of symbols that a step may be are numbered, and what is
 * known of them stands in tables of numbers: tens of thousands of objects would take longer to make and to reach.
 */
export interface Lexicon {
  /** Of each pattern what it means. */
  readonly meanings: readonly Meaning[];
  /** Of each pattern its first step, and at the end the number of steps. */
  readonly firstStep: Int32Array;
  /** Of each step its set of symbols, and how many other words may stand before it. */
  readonly stepSets: Int32Array;
  readonly stepGaps: Uint8Array;
  /** Of each pattern the step by which it is found, the rarest. */
  readonly anchors: Int32Array;
  /** Of each pattern of one word whether it counts only where it is written in capitals. */
  readonly capitals: Uint8Array;
  /** Of each symbol the first group of its candidates, and at the end the number of groups. */
  readonly firstGroup: Int32Array;
  /**
   * Of each group what the second rarest step of its candidates needs, without which a sentence cannot match: a set, or
   * below `NO_GUARD` one symbol (`NO_GUARD - 1 - symbol`). It is looked at once for all of them.
   */
  readonly guards: Int32Array;
  /** Of each group the first of its candidates, and at the end the number of candidates. */
  readonly firstCandidate: Int32Array;
  /** Patterns by the symbols that their rarest step can be, those with the same guard together. */
  readonly candidates: Int32Array;
  /** Of each set the first of its symbols, and at the end the number of symbols of all sets. */
  readonly firstSymbol: Int32Array;
  readonly setSymbols: Int32Array;
  readonly words: ReadonlyMap<string, number>;
  /** Prefixes with their symbols by their first two letters (or the one letter they have). */
  readonly prefixes: ReadonlyMap<string, ReadonlyArray<readonly [prefix: string, symbol: number]>>;
  /** Words of entries that are matched by sound. */
  readonly phoneticWords: readonly string[];
}

/** The guard of patterns of one word. */
export const NO_GUARD = -1;

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
  const sets: (readonly number[])[] = [];
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
  const words = new Map<string, number>();
  const prefixes = new Map<string, (readonly [string, number])[]>();
  for (const [text, symbol] of symbols) {
    if (!text.endsWith('*')) {
      words.set(text, symbol);
      continue;
    }
    const key = text.slice(0, Math.min(2, text.length - 1));
    prefixes.set(key, [...(prefixes.get(key) ?? []), [text.slice(0, -1), symbol]]);
  }
  const { ordered, ...index } = indexByRarest(
    patterns,
    sets,
    frequencies(sets, uses, symbols.size),
    symbols.size,
  );
  return {
    meanings: ordered.map(({ meaning }) => meaning),
    firstStep: Int32Array.from(starts(ordered.map((pattern) => pattern.sets))),
    stepSets: Int32Array.from(ordered.flatMap((pattern) => pattern.sets)),
    stepGaps: Uint8Array.from(ordered.flatMap(({ gaps }) => gaps)),
    capitals: Uint8Array.from(ordered, ({ capitals }) => (capitals ? 1 : 0)),
    ...index,
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

/** Of each set how often its symbols are used, also in other sets. */
function frequencies(
  sets: ReadonlyArray<readonly number[]>,
  uses: readonly number[],
  symbolCount: number,
): Int32Array {
  const ofSymbols = new Int32Array(symbolCount);
  for (const [id, symbols] of sets.entries()) {
    for (const symbol of symbols) ofSymbols[symbol] = (ofSymbols[symbol] as number) + (uses[id] as number);
  }
  return Int32Array.from(sets, (symbols) =>
    symbols.reduce((sum, symbol) => sum + (ofSymbols[symbol] as number), 0),
  );
}

/**
 * Finds the rarest step of each pattern and the second rarest, and lists the patterns by the symbols of the rarest. They are
 * numbered in the order of the list, so that those tried one after the other stand beside each other in the tables.
 */
function indexByRarest(
  patterns: readonly Pattern[],
  sets: ReadonlyArray<readonly number[]>,
  frequency: Int32Array,
  symbolCount: number,
): Pick<Lexicon, 'anchors' | 'firstGroup' | 'guards' | 'firstCandidate' | 'candidates'> & {
  readonly ordered: readonly Pattern[];
} {
  const rarest = (of: readonly number[], except: number): number => {
    let found = -1;
    for (const [step, set] of of.entries()) {
      if (step === except) continue;
      if (found < 0 || (frequency[set] as number) < (frequency[of[found] as number] as number)) found = step;
    }
    return found;
  };
  const guardOf = (set: number): number => {
    const symbols = sets[set] as readonly number[];
    return symbols.length === 1 ? NO_GUARD - 1 - (symbols[0] as number) : set;
  };
  const anchors = new Map(patterns.map((pattern) => [pattern, rarest(pattern.sets, -1)]));
  const ofSymbols = Array.from({ length: symbolCount }, () => new Map<number, Pattern[]>());
  for (const [pattern, anchor] of anchors) {
    const second = rarest(pattern.sets, anchor);
    const guard = second < 0 ? NO_GUARD : guardOf(pattern.sets[second] as number);
    for (const symbol of sets[pattern.sets[anchor] as number] as readonly number[]) {
      const groups = ofSymbols[symbol] as Map<number, Pattern[]>;
      const group = groups.get(guard);
      if (group === undefined) groups.set(guard, [pattern]);
      else group.push(pattern);
    }
  }
  const groups = ofSymbols.flatMap((map) => [...map]);
  const lists = groups.map(([, group]) => group);
  const ordered = [...new Set(lists.flat())];
  const numbers = new Map(ordered.map((pattern, number) => [pattern, number]));
  const firstSteps = starts(ordered.map((pattern) => pattern.sets));
  return {
    ordered,
    anchors: Int32Array.from(
      ordered,
      (pattern, number) => (firstSteps[number] as number) + (anchors.get(pattern) as number),
    ),
    firstGroup: Int32Array.from(starts(ofSymbols.map((map) => ({ length: map.size })))),
    guards: Int32Array.from(groups, ([guard]) => guard),
    firstCandidate: Int32Array.from(starts(lists)),
    candidates: Int32Array.from(lists.flat(), (pattern) => numbers.get(pattern) as number),
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
