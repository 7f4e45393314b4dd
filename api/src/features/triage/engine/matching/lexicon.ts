import type { Sequence, Step } from './phrase.ts';

/** What a word sequence means: a concept, or a cue of the language such as a negation. */
export interface Meaning {
  /** Only matches of the same group compete: `concept`, or of cues the family, such as `negation` or `vital`. */
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
}

interface CompiledStep {
  readonly symbols: ReadonlySet<number>;
  readonly gap: number;
}

export interface Pattern {
  readonly meaning: number;
  readonly steps: readonly CompiledStep[];
  /** The step by which the pattern is found: the rarest. */
  readonly anchor: number;
}

/** All phrases of all languages, indexed by their rarest word. */
export interface Lexicon {
  readonly meanings: readonly Meaning[];
  readonly patterns: readonly Pattern[];
  /** Of a symbol the patterns whose rarest step it can be. */
  readonly anchored: ReadonlyMap<number, readonly number[]>;
  readonly words: ReadonlyMap<string, number>;
  /** Prefix symbols by the prefix; lengths in ascending order. */
  readonly prefixes: ReadonlyMap<string, number>;
  readonly prefixLengths: readonly number[];
  /** Words of entries that are matched by sound. */
  readonly phoneticWords: readonly string[];
}

export function compileLexicon(entries: readonly Entry[]): Lexicon {
  const symbols = new Map<string, number>();
  const uses: number[] = [];
  const symbolOf = (text: string): number => {
    let symbol = symbols.get(text);
    if (symbol === undefined) {
      symbol = symbols.size;
      symbols.set(text, symbol);
      uses.push(0);
    }
    return symbol;
  };
  // The same step object (of a class) occurs in many sequences: one set each.
  const sets = new Map<string | Step['symbols'], ReadonlySet<number>>();
  const setOf = (step: Step): ReadonlySet<number> => {
    const key = step.symbols.length === 1 ? (step.symbols[0] as string) : step.symbols;
    let set = sets.get(key);
    if (set === undefined) {
      set = new Set(step.symbols.map(symbolOf));
      sets.set(key, set);
    }
    return set;
  };

  const meanings: Meaning[] = [];
  const meaningOf = new Map<string, number>();
  const drafts: { meaning: number; steps: CompiledStep[] }[] = [];
  const phonetic = new Set<string>();
  for (const entry of entries) {
    const key = `${entry.meaning.group} ${entry.meaning.id} ${entry.meaning.negated}`;
    let meaning = meaningOf.get(key);
    if (meaning === undefined) {
      meaning = meanings.length;
      meanings.push(entry.meaning);
      meaningOf.set(key, meaning);
    }
    for (const sequence of entry.sequences) {
      const steps = sequence.map((step) => ({ symbols: setOf(step), gap: step.gap }));
      for (const { symbols: set } of steps) {
        for (const symbol of set) uses[symbol] = (uses[symbol] as number) + 1;
      }
      drafts.push({ meaning, steps });
      if (entry.phonetic) for (const step of sequence) for (const word of step.symbols) phonetic.add(word);
    }
  }

  const patterns: Pattern[] = [];
  const anchored = new Map<number, number[]>();
  for (const { meaning, steps } of drafts) {
    let anchor = 0;
    let rarest = Number.POSITIVE_INFINITY;
    for (const [index, step] of steps.entries()) {
      let total = 0;
      for (const symbol of step.symbols) total += uses[symbol] as number;
      if (total < rarest) [anchor, rarest] = [index, total];
    }
    for (const symbol of (steps[anchor] as CompiledStep).symbols) {
      const list = anchored.get(symbol);
      if (list === undefined) anchored.set(symbol, [patterns.length]);
      else list.push(patterns.length);
    }
    patterns.push({ meaning, steps, anchor });
  }

  const words = new Map<string, number>();
  const prefixes = new Map<string, number>();
  for (const [text, symbol] of symbols) {
    if (text.endsWith('*')) prefixes.set(text.slice(0, -1), symbol);
    else words.set(text, symbol);
  }
  const prefixLengths = [...new Set([...prefixes.keys()].map((prefix) => prefix.length))].sort(
    (a, b) => a - b,
  );
  const phoneticWords = [...phonetic].filter((word) => words.has(word));
  return { meanings, patterns, anchored, words, prefixes, prefixLengths, phoneticWords };
}
