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

const MAX_SEQUENCES = 1024;
const MAX_GAP = 6;
const BRACKET = /^[()[\]|]$/;
const PART = /[()[\]|]|<?~\d*>?|[^\s()[\]|]+/g;

type Node =
  | { readonly kind: 'choice'; readonly sequences: readonly Sequence[]; readonly optional: boolean }
  | { readonly kind: 'gap'; readonly words: number; readonly swaps: boolean };

/** Reads the phrases of one language into the word sequences that they stand for (syntax: `LexiconEntry` in knowledge.ts). */
export class PhraseReader {
  private readonly expansions: Expansions;
  private readonly classes = new Map<string, Node>();
  /** Nodes of words already seen: the same few thousand words make up all phrases. */
  private readonly words = new Map<string, Node>();
  private phrase = '';
  private parts: readonly string[] = [];
  private at = 0;

  constructor(expansions: Expansions) {
    this.expansions = expansions;
  }

  /** Adds a word class. Its phrases may use classes that were added before. */
  addClass(name: string, sequences: readonly Sequence[]): void {
    this.classes.set(name, { kind: 'choice', sequences: merged(sequences), optional: false });
  }

  /** @throws PhraseError */
  read(phrase: string): readonly Sequence[] {
    this.phrase = phrase;
    this.parts = phrase.match(PART) ?? [];
    this.at = 0;
    const nodes = this.nodes();
    if (this.at < this.parts.length) this.fail(`Remove the ${this.parts[this.at]} that opens nothing in`);
    const sequences = this.expand(nodes).filter((sequence) => sequence.length > 0);
    if (sequences.length === 0) this.fail('Write at least one word in');
    return sequences;
  }

  private fail(message: string): never {
    throw new PhraseError(`${message} "${this.phrase}"`);
  }

  private nodes(): readonly Node[] {
    const nodes: Node[] = [];
    while (this.at < this.parts.length) {
      const part = this.parts[this.at] as string;
      if (part === ')' || part === ']' || part === '|') break;
      this.at++;
      if (part === '(') nodes.push(this.group(')', false));
      else if (part === '[') nodes.push(this.group(']', true));
      else nodes.push(this.node(part));
    }
    return nodes;
  }

  private group(close: string, optional: boolean): Node {
    const sequences: Sequence[] = [];
    while (true) {
      for (const sequence of this.alternative(close)) sequences.push(sequence);
      const part = this.parts[this.at++];
      if (part === close) return { kind: 'choice', sequences: merged(sequences), optional };
      if (part !== '|') this.fail(`Close the group with ${close} in`);
    }
  }

  /** One of a group, up to what ends it. Nearly always it is one word, for which nothing need be expanded. */
  private alternative(close: string): readonly Sequence[] {
    const [part, next] = [this.parts[this.at] ?? close, this.parts[this.at + 1]];
    if ((next === '|' || next === close) && !BRACKET.test(part)) {
      const node = this.node(part);
      if (node.kind === 'choice') {
        this.at++;
        return node.sequences;
      }
    }
    return this.expand(this.nodes());
  }

  private node(part: string): Node {
    const seen = this.words.get(part);
    if (seen !== undefined) return seen;
    const node = this.readNode(part);
    this.words.set(part, node);
    return node;
  }

  private readNode(part: string): Node {
    const gap = /^(<?)~(\d+)(>?)$/.exec(part);
    if (gap !== null) {
      const words = Number(gap[2]);
      if (words > MAX_GAP) this.fail(`Use a gap of at most ${MAX_GAP} words in`);
      if ((gap[1] === '<') !== (gap[3] === '>')) this.fail(`Write <~${words}> in`);
      return { kind: 'gap', words, swaps: gap[1] === '<' };
    }
    if (/[~<>]/.test(part)) this.fail('Write a gap as ~3 or <~3> in');
    if (part.startsWith('@')) {
      const name = part.slice(1);
      return (
        this.classes.get(name) ??
        this.fail(`Add the class ${name} to classes.yaml (before its use), or correct its name in`)
      );
    }
    if (part === NUMBER) return word([{ symbols: [NUMBER], gap: 0 }]);
    // Nearly all parts: one word of plain letters.
    if (/^[a-z]+$/.test(part) && !this.expansions.has(part)) return word([{ symbols: [part], gap: 0 }]);
    const prefix = part.endsWith('*');
    const tokens = tokenise(prefix ? part.slice(0, -1) : part, prefix ? new Map() : this.expansions);
    if (tokens.length === 0 || part.slice(0, -1).includes('*')) this.fail(`Replace ${part} by a word in`);
    return word(
      tokens.map((token, index) => ({
        symbols: [prefix && index === tokens.length - 1 ? `${token.text}*` : token.text],
        gap: 0,
      })),
    );
  }

  /** All sequences of the nodes in order. */
  private expand(nodes: readonly Node[]): readonly Sequence[] {
    const swap = nodes.findIndex((node) => node.kind === 'gap' && node.swaps);
    if (swap >= 0) {
      const left = this.expand(nodes.slice(0, swap));
      const right = this.expand(nodes.slice(swap + 1));
      const { words } = nodes[swap] as { words: number };
      const both: Sequence[] = [];
      for (const a of left) for (const b of right) both.push(joined(a, b, words), joined(b, a, words));
      return this.limited(both);
    }
    let partial: Draft[] = [{ sequence: [], gap: 0 }];
    for (const node of nodes) {
      if (node.kind === 'gap') {
        for (const one of partial) one.gap = Math.max(one.gap, node.words);
        continue;
      }
      const [only] = node.sequences;
      if (only !== undefined && node.sequences.length === 1 && !node.optional) {
        // Nearly always: a word. Nothing is copied for it.
        for (const one of partial) append(one, only);
        continue;
      }
      const next: Draft[] = [];
      for (const { sequence, gap } of partial) {
        for (const choice of node.sequences) next.push(append({ sequence: [...sequence], gap }, choice));
        if (node.optional) next.push({ sequence, gap });
      }
      partial = this.limited(next);
    }
    return partial.map(({ sequence }) => sequence);
  }

  private limited<T>(sequences: T[]): T[] {
    if (sequences.length > MAX_SEQUENCES) {
      this.fail(`Split what stands for more than ${MAX_SEQUENCES} word sequences:`);
    }
    return sequences;
  }
}

function word(sequence: Sequence): Node {
  return { kind: 'choice', sequences: [sequence], optional: false };
}

/** What a phrase stands for so far, and the gap before what comes next. */
interface Draft {
  readonly sequence: Step[];
  gap: number;
}

function append(to: Draft, sequence: Sequence): Draft {
  for (const [index, step] of sequence.entries()) {
    const opens = index === 0 && to.sequence.length > 0 && to.gap > step.gap;
    to.sequence.push(opens ? { symbols: step.symbols, gap: to.gap } : step);
  }
  to.gap = 0;
  return to;
}

function joined(left: Sequence, right: Sequence, gap: number): Sequence {
  if (left.length === 0) return right;
  const first = right[0];
  if (first === undefined) return left;
  if (gap <= first.gap) return left.concat(right);
  const both = left.concat(right);
  both[left.length] = { symbols: first.symbols, gap };
  return both;
}

/** Alternatives of one word each become one step, which keeps the number of sequences small. */
function merged(sequences: readonly Sequence[]): readonly Sequence[] {
  const longer: Sequence[] = [];
  const symbols = new Set<string>();
  for (const sequence of sequences) {
    const [first] = sequence;
    if (first === undefined || sequence.length > 1) longer.push(sequence);
    else for (const symbol of first.symbols) symbols.add(symbol);
  }
  if (sequences.length - longer.length < 2) return sequences;
  return [...longer, [{ symbols: [...symbols], gap: 0 }]];
}
