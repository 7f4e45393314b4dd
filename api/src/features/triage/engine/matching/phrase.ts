import { type Expansions, tokenise } from '../text/tokens.ts';

/** The symbol of any number, in digits or words, written so in phrases. */
export const NUMBER = '#';

/** A phrase that cannot be read, with what to do. */
export class PhraseError extends Error {
  override readonly name = 'PhraseError';
}

/** One step of a phrase: any of the symbols (a word, or `wor*` for words that begin so), after at most `gap` other words. */
export interface Step {
  readonly symbols: readonly string[];
  readonly gap: number;
}
export type Sequence = readonly Step[];

/** Word classes by name: each the sequences of its entries. */
export type Classes = ReadonlyMap<string, readonly Sequence[]>;

const MAX_SEQUENCES = 1024;
const MAX_GAP = 6;
const PUNCTUATION = new Set(['(', ')', '[', ']', '|']);

type Node =
  | {
      readonly kind: 'alternatives';
      readonly options: readonly (readonly Node[])[];
      readonly optional: boolean;
    }
  | { readonly kind: 'sequences'; readonly sequences: readonly Sequence[] }
  | { readonly kind: 'gap'; readonly words: number; readonly swaps: boolean };

/**
 * Reads a phrase of a lexicon into the word sequences that it stands for (its syntax: `LexiconEntry` in knowledge.ts).
 * @throws PhraseError
 */
export function readPhrase(phrase: string, classes: Classes, expansions: Expansions): readonly Sequence[] {
  const parts = phrase.match(/[()[\]|]|<?~\d*>?|[^\s()[\]|]+/g) ?? [];
  let at = 0;

  const readOptions = (close: string): readonly (readonly Node[])[] => {
    const options: (readonly Node[])[] = [];
    while (true) {
      options.push(readNodes());
      const part = parts[at++];
      if (part === close) return options;
      if (part !== '|') throw new PhraseError(`Close the group with ${close} in "${phrase}"`);
    }
  };
  const readNodes = (): readonly Node[] => {
    const nodes: Node[] = [];
    while (at < parts.length) {
      const part = parts[at] as string;
      if (part === ')' || part === ']' || part === '|') break;
      at++;
      if (part === '(' || part === '[') {
        const options = readOptions(part === '(' ? ')' : ']');
        nodes.push({ kind: 'alternatives', options, optional: part === '[' });
      } else nodes.push(readWord(part, phrase, classes, expansions));
    }
    return nodes;
  };

  const nodes = readNodes();
  if (at < parts.length) throw new PhraseError(`Remove the ${parts[at]} that opens nothing in "${phrase}"`);
  const sequences = expand(nodes, phrase).filter((sequence) => sequence.length > 0);
  if (sequences.length === 0) throw new PhraseError(`Write at least one word: "${phrase}" has none`);
  return sequences;
}

function readWord(part: string, phrase: string, classes: Classes, expansions: Expansions): Node {
  const gap = /^(<?)~(\d+)(>?)$/.exec(part);
  if (gap !== null) {
    const words = Number(gap[2]);
    if (words > MAX_GAP) throw new PhraseError(`Use a gap of at most ${MAX_GAP} words in "${phrase}"`);
    if ((gap[1] === '<') !== (gap[3] === '>')) throw new PhraseError(`Write <~${words}> in "${phrase}"`);
    return { kind: 'gap', words, swaps: gap[1] === '<' };
  }
  if (/[~<>]/.test(part)) throw new PhraseError(`Write a gap as ~3 or <~3> in "${phrase}"`);
  if (part.startsWith('@')) {
    const sequences = classes.get(part.slice(1));
    if (sequences === undefined) {
      throw new PhraseError(
        `Add the class ${part.slice(1)} to classes.yaml, or correct its name in "${phrase}"`,
      );
    }
    return { kind: 'sequences', sequences };
  }
  if (part === NUMBER) return { kind: 'sequences', sequences: [[{ symbols: [NUMBER], gap: 0 }]] };
  const prefix = part.endsWith('*');
  const tokens = tokenise(prefix ? part.slice(0, -1) : part, prefix ? new Map() : expansions);
  if (tokens.length === 0 || part.slice(0, -1).includes('*') || PUNCTUATION.has(part)) {
    throw new PhraseError(`Replace ${part} by a word in "${phrase}"`);
  }
  const steps = tokens.map((token, index) => ({
    symbols: [prefix && index === tokens.length - 1 ? `${token.text}*` : token.text],
    gap: 0,
  }));
  return { kind: 'sequences', sequences: [steps] };
}

/** All sequences of the nodes in order. */
function expand(nodes: readonly Node[], phrase: string): readonly Sequence[] {
  const swap = nodes.findIndex((node) => node.kind === 'gap' && node.swaps);
  if (swap >= 0) {
    const left = expand(nodes.slice(0, swap), phrase);
    const right = expand(nodes.slice(swap + 1), phrase);
    const words = (nodes[swap] as { words: number }).words;
    return limited([...joined(left, right, words), ...joined(right, left, words)], phrase);
  }
  let partial: readonly { readonly sequence: Sequence; readonly gap: number }[] = [{ sequence: [], gap: 0 }];
  for (const node of nodes) {
    if (node.kind === 'gap') {
      partial = partial.map(({ sequence, gap }) => ({ sequence, gap: Math.max(gap, node.words) }));
      continue;
    }
    const choices =
      node.kind === 'sequences'
        ? node.sequences
        : merged(node.options.flatMap((option) => expand(option, phrase)));
    partial = partial.flatMap((start) => [
      ...joined([start.sequence], choices, start.gap).map((sequence) => ({ sequence, gap: 0 })),
      ...(node.kind === 'alternatives' && node.optional ? [start] : []),
    ]);
    limited(partial, phrase);
  }
  return partial.map(({ sequence }) => sequence);
}

function limited<T>(sequences: readonly T[], phrase: string): readonly T[] {
  if (sequences.length <= MAX_SEQUENCES) return sequences;
  throw new PhraseError(`Split "${phrase}": it stands for more than ${MAX_SEQUENCES} word sequences`);
}

function joined(left: readonly Sequence[], right: readonly Sequence[], gap: number): readonly Sequence[] {
  return left.flatMap((a) =>
    right.map((b) => {
      const [first, ...rest] = b;
      if (a.length === 0 || first === undefined) return [...a, ...b];
      return [...a, { symbols: first.symbols, gap: Math.max(first.gap, gap) }, ...rest];
    }),
  );
}

/** Alternatives of one word each become one step, which keeps the number of sequences small. */
export function merged(sequences: readonly Sequence[]): readonly Sequence[] {
  const single = sequences.filter((sequence) => sequence.length === 1);
  if (single.length < 2) return sequences;
  const symbols = [...new Set(single.flatMap(([step]) => step?.symbols ?? []))];
  return [...sequences.filter((sequence) => sequence.length !== 1), [{ symbols, gap: 0 }]];
}

/** Reads the word classes of a language. A class may use classes that stand before it. @throws PhraseError */
export function readClasses(
  entries: ReadonlyMap<string, readonly string[]>,
  expansions: Expansions,
  onError: (name: string, phrase: string, error: PhraseError) => void,
): Classes {
  const classes = new Map<string, readonly Sequence[]>();
  for (const [name, phrases] of entries) {
    const sequences: Sequence[] = [];
    for (const phrase of phrases) {
      try {
        sequences.push(...readPhrase(phrase, classes, expansions));
      } catch (error) {
        if (!(error instanceof PhraseError)) throw error;
        onError(name, phrase, error);
      }
    }
    classes.set(name, merged(sequences));
  }
  return classes;
}
