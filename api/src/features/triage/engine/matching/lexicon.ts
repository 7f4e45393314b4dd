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
  readonly any: ReadonlySet<number> | null;
  readonly gap: number;
}

export interface Pattern {
  readonly meaning: Meaning;
  readonly steps: readonly CompiledStep[];
  /** The step by which the pattern is found: the rarest. */
  readonly anchor: number;
  /** Of a pattern of one word: counts only where it is written in capitals. */
  readonly capitals: boolean;
}

/** All phrases of all languages, indexed by their rarest word. */
export interface Lexicon {
  readonly patterns: readonly Pattern[];
  /** Of a symbol the patterns whose rarest step it can be. */
  readonly anchored: ReadonlyMap<number, readonly Pattern[]>;
  readonly words: ReadonlyMap<string, number>;
  /** Prefixes with their symbols by their first two letters (or the one letter they have). */
  readonly prefixes: ReadonlyMap<string, ReadonlyArray<readonly [prefix: string, symbol: number]>>;
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
  // The symbols of a class occur in many sequences: one set each.
  const sets = new Map<Step['symbols'], Omit<CompiledStep, 'gap'>>();
  const compile = ({ symbols: texts, gap }: Step): CompiledStep => {
    if (texts.length === 1) return { symbol: symbolOf(texts[0] as string), any: null, gap };
    let set = sets.get(texts);
    if (set === undefined) {
      const any = new Set(texts.map(symbolOf));
      set = { symbol: [...any][0] as number, any };
      sets.set(texts, set);
    }
    return { ...set, gap };
  };

  const meanings = new Map<string, Meaning>();
  const drafts: { meaning: Meaning; steps: CompiledStep[]; capitals: boolean }[] = [];
  const phonetic = new Set<string>();
  for (const entry of entries) {
    const key = `${entry.meaning.group} ${entry.meaning.id} ${entry.meaning.negated}`;
    const meaning = meanings.get(key) ?? entry.meaning;
    meanings.set(key, meaning);
    for (const { sequence, capitals } of entry.sequences.flatMap((one) => splitCapitals(one, entry))) {
      const steps = sequence.map(compile);
      for (const step of steps)
        for (const symbol of symbolsOf(step)) uses[symbol] = (uses[symbol] as number) + 1;
      drafts.push({ meaning, steps, capitals });
      if (entry.phonetic) for (const step of sequence) for (const word of step.symbols) phonetic.add(word);
    }
  }

  const patterns: Pattern[] = [];
  const anchored = new Map<number, Pattern[]>();
  for (const { meaning, steps, capitals } of drafts) {
    let anchor = 0;
    let rarest = Number.POSITIVE_INFINITY;
    for (const [index, step] of steps.entries()) {
      let total = 0;
      for (const symbol of symbolsOf(step)) total += uses[symbol] as number;
      if (total < rarest) [anchor, rarest] = [index, total];
    }
    const pattern = { meaning, steps, anchor, capitals };
    for (const symbol of symbolsOf(steps[anchor] as CompiledStep)) {
      const list = anchored.get(symbol);
      if (list === undefined) anchored.set(symbol, [pattern]);
      else list.push(pattern);
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
  return { patterns, anchored, words, prefixes, phoneticWords };
}

/** Of a sequence of one word: its words that count in capitals only, and the others. */
function splitCapitals(
  sequence: Sequence,
  { onlyCapitals }: Entry,
): ReadonlyArray<{ readonly sequence: Sequence; readonly capitals: boolean }> {
  const [step, ...rest] = sequence;
  if (step === undefined || rest.length > 0 || !step.symbols.some((word) => onlyCapitals?.has(word))) {
    return [{ sequence, capitals: false }];
  }
  return [true, false].flatMap((capitals) => {
    const symbols = step.symbols.filter((word) => onlyCapitals?.has(word) === capitals);
    return symbols.length === 0 ? [] : [{ sequence: [{ symbols, gap: 0 }], capitals }];
  });
}

function symbolsOf({ symbol, any }: CompiledStep): Iterable<number> {
  return any ?? [symbol];
}
