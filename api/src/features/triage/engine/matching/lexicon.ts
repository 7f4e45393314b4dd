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

/** A step of a pattern: one symbol, or with `any` one of several. */
export interface CompiledStep {
  readonly symbol: number;
  readonly any: readonly number[] | null;
  readonly gap: number;
}

/** The symbols of a step: steps of the same word or class share them. `uses`: in how many patterns. */
interface SymbolSet {
  readonly id: number;
  readonly symbols: readonly number[];
  /** Right after the step before it, as most are. */
  readonly adjacent: CompiledStep;
  uses: number;
  /** Uses of all its symbols, also in other sets. */
  total: number;
}

export interface Pattern {
  readonly meaning: Meaning;
  readonly steps: readonly CompiledStep[];
  /** The step by which the pattern is found: the rarest. */
  readonly anchor: number;
  /** Of a pattern of one word: counts only where it is written in capitals. */
  readonly capitals: boolean;
}

/** Patterns that share a word, each with its guard: the set of symbols of its second rarest step, or -1 for none. */
export interface Candidates {
  readonly patterns: Pattern[];
  readonly guards: number[];
}

/** All phrases of all languages, indexed by their rarest word. */
export interface Lexicon {
  readonly patterns: readonly Pattern[];
  /** Of a symbol the patterns whose rarest step it can be. */
  readonly anchored: ReadonlyArray<Candidates | undefined>;
  /** The symbols of each set. A sentence that has no word of a pattern's guard cannot match it. */
  readonly sets: ReadonlyArray<readonly number[]>;
  readonly symbolCount: number;
  readonly words: ReadonlyMap<string, number>;
  /** Prefixes with their symbols by their first two letters (or the one letter they have). */
  readonly prefixes: ReadonlyMap<string, ReadonlyArray<readonly [prefix: string, symbol: number]>>;
  /** Words of entries that are matched by sound. */
  readonly phoneticWords: readonly string[];
}

export function compileLexicon(entries: readonly Entry[]): Lexicon {
  const symbols = new Map<string, number>();
  const symbolOf = (text: string): number => {
    let symbol = symbols.get(text);
    if (symbol === undefined) {
      symbol = symbols.size;
      symbols.set(text, symbol);
    }
    return symbol;
  };
  const sets = new Map<string | Step['symbols'], SymbolSet>();
  const setOf = ({ symbols: texts }: Step): SymbolSet => {
    const key = texts.length === 1 ? (texts[0] as string) : texts;
    let set = sets.get(key);
    if (set === undefined) {
      const numbers = texts.map(symbolOf);
      set = { id: sets.size, symbols: numbers, adjacent: stepOf(numbers, 0), uses: 0, total: 0 };
      sets.set(key, set);
    }
    set.uses++;
    return set;
  };

  const meanings = new Map<string, Meaning>();
  const drafts: { meaning: Meaning; sequence: Sequence; sets: SymbolSet[]; capitals: boolean }[] = [];
  const phonetic = new Set<string>();
  for (const entry of entries) {
    const key = `${entry.meaning.group} ${entry.meaning.id} ${entry.meaning.negated}`;
    const meaning = meanings.get(key) ?? entry.meaning;
    meanings.set(key, meaning);
    const { onlyCapitals } = entry;
    const split =
      onlyCapitals === undefined || onlyCapitals.size === 0
        ? entry.sequences.map((sequence) => ({ sequence, capitals: false }))
        : entry.sequences.flatMap((sequence) => splitCapitals(sequence, onlyCapitals));
    for (const { sequence, capitals } of split) {
      drafts.push({ meaning, sequence, sets: sequence.map(setOf), capitals });
      if (entry.phonetic) for (const step of sequence) for (const word of step.symbols) phonetic.add(word);
    }
  }

  const uses = new Int32Array(symbols.size);
  for (const set of sets.values()) {
    for (const symbol of set.symbols) uses[symbol] = (uses[symbol] as number) + set.uses;
  }
  for (const set of sets.values()) {
    for (const symbol of set.symbols) set.total += uses[symbol] as number;
  }

  const patterns: Pattern[] = [];
  const anchored: (Candidates | undefined)[] = new Array(symbols.size).fill(undefined);
  for (const { meaning, sequence, sets: own, capitals } of drafts) {
    let anchor = 0;
    for (let index = 1; index < own.length; index++) {
      if ((own[index] as SymbolSet).total < (own[anchor] as SymbolSet).total) anchor = index;
    }
    let guard = -1;
    for (let index = 0; index < own.length; index++) {
      if (index === anchor) continue;
      if (guard < 0 || (own[index] as SymbolSet).total < (own[guard] as SymbolSet).total) guard = index;
    }
    const steps = own.map((set, index) => {
      const { gap } = sequence[index] as Step;
      return gap === 0 ? set.adjacent : stepOf(set.symbols, gap);
    });
    const pattern = { meaning, steps, anchor, capitals };
    for (const symbol of (own[anchor] as SymbolSet).symbols) {
      let candidates = anchored[symbol];
      if (candidates === undefined) {
        candidates = { patterns: [], guards: [] };
        anchored[symbol] = candidates;
      }
      candidates.patterns.push(pattern);
      candidates.guards.push(guard < 0 ? -1 : (own[guard] as SymbolSet).id);
    }
    patterns.push(pattern);
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
  const phoneticWords = [...phonetic].filter((word) => words.has(word));
  return {
    patterns,
    anchored,
    sets: Array.from(sets.values(), (set) => set.symbols),
    symbolCount: symbols.size,
    words,
    prefixes,
    phoneticWords,
  };
}

function stepOf(symbols: readonly number[], gap: number): CompiledStep {
  return { symbol: symbols[0] as number, any: symbols.length === 1 ? null : symbols, gap };
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
