import type { Token } from '../text/tokens.ts';
import type { CompiledStep, Lexicon, Meaning, Pattern } from './lexicon.ts';

/** A phrase found in a sentence. */
export interface Match {
  readonly meaning: Meaning;
  /** Indexes of the tokens that matched a step, ascending; words in gaps are left out. */
  readonly tokens: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** Steps taken, by which tests show that the cost grows in step with the length. */
export interface Counter {
  steps: number;
}

/** A sentence to match in: tokens from `from` to `to` (exclusive), with the symbols that each can stand for. */
interface Text {
  readonly tokens: readonly Token[];
  readonly symbols: readonly (readonly number[])[];
  readonly from: number;
  readonly to: number;
  readonly counter: Counter;
  /** The tokens of the steps of the pattern that is tried: nearly all attempts fail, and then nothing is allocated. */
  readonly matched: number[];
}

/** All phrases in the tokens from `from` to `to`, one sentence, also those that a longer one contains. */
export function findPhrases(
  lexicon: Lexicon,
  tokens: readonly Token[],
  symbols: readonly (readonly number[])[],
  from: number,
  to: number,
  counter: Counter,
): Match[] {
  const text: Text = { tokens, symbols, from, to, counter, matched: [] };
  const presence = presenceIn(lexicon);
  presence.begin();
  for (let at = from; at < to; at++) {
    for (const symbol of symbols[at] as readonly number[]) presence.add(symbol);
  }
  const found: Match[] = [];
  for (let at = from; at < to; at++) {
    for (const symbol of symbols[at] as readonly number[]) {
      const candidates = lexicon.anchored[symbol];
      if (candidates === undefined) continue;
      const { guards, patterns } = candidates;
      counter.steps += guards.length;
      for (let index = 0; index < guards.length; index++) {
        const guard = guards[index] as number;
        if (guard >= 0 && !presence.hasAnyOf(guard)) continue;
        const pattern = patterns[index] as Pattern;
        const matched = matchAround(pattern, text, at);
        if (matched === null) continue;
        found.push({
          meaning: pattern.meaning,
          tokens: matched,
          first: matched[0] as number,
          last: matched[matched.length - 1] as number,
        });
      }
    }
  }
  return found;
}

/** Which symbols, and sets of them, the sentence at hand has. Its tables are used again for each sentence. */
class Presence {
  private readonly sets: ReadonlyArray<readonly number[]>;
  private readonly ofSymbols: Uint32Array;
  private readonly ofSets: Uint32Array;
  /** Of the sentence at hand: in the tables, what has it is present; for sets one less is absent. */
  private mark = 0;

  constructor({ sets, symbolCount }: Lexicon) {
    this.sets = sets;
    this.ofSymbols = new Uint32Array(symbolCount);
    this.ofSets = new Uint32Array(sets.length);
  }

  begin(): void {
    if (this.mark >= 0xffff_fffe) {
      this.ofSymbols.fill(0);
      this.ofSets.fill(0);
      this.mark = 0;
    }
    this.mark += 2;
  }

  add(symbol: number): void {
    this.ofSymbols[symbol] = this.mark;
  }

  hasAnyOf(set: number): boolean {
    const { mark, ofSets } = this;
    const known = ofSets[set] as number;
    if (known >= mark - 1) return known === mark;
    const symbols = this.sets[set] as readonly number[];
    for (let index = 0; index < symbols.length; index++) {
      if (this.ofSymbols[symbols[index] as number] !== mark) continue;
      ofSets[set] = mark;
      return true;
    }
    ofSets[set] = mark - 1;
    return false;
  }
}

const presences = new WeakMap<Lexicon, Presence>();

function presenceIn(lexicon: Lexicon): Presence {
  let presence = presences.get(lexicon);
  if (presence === undefined) {
    presence = new Presence(lexicon);
    presences.set(lexicon, presence);
  }
  return presence;
}

function matchAround(pattern: Pattern, text: Text, at: number): readonly number[] | null {
  const { steps, anchor } = pattern;
  if (steps.length === 1) return !pattern.capitals || (text.tokens[at] as Token).capitals ? [at] : null;
  text.matched[anchor] = at;
  return forward(steps, anchor + 1, at, text) && backward(steps, anchor - 1, at, text)
    ? text.matched.slice(0, steps.length)
    : null;
}

function forward(steps: readonly CompiledStep[], index: number, token: number, text: Text): boolean {
  if (index === steps.length) return true;
  const step = steps[index] as CompiledStep;
  let words = step.gap;
  for (let next = token + 1; next < text.to; next++) {
    // A comma counts as one of the words between.
    if ((text.tokens[next] as Token).before === 1 && --words < 0) return false;
    if (fits(step, text.symbols[next] as readonly number[], text.counter)) {
      text.matched[index] = next;
      if (forward(steps, index + 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

function backward(steps: readonly CompiledStep[], index: number, token: number, text: Text): boolean {
  if (index < 0) return true;
  const step = steps[index] as CompiledStep;
  let words = (steps[index + 1] as CompiledStep).gap;
  for (let next = token - 1; next >= text.from; next--) {
    if ((text.tokens[next + 1] as Token).before === 1 && --words < 0) return false;
    if (fits(step, text.symbols[next] as readonly number[], text.counter)) {
      text.matched[index] = next;
      if (backward(steps, index - 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

function fits({ symbol, any }: CompiledStep, symbols: readonly number[], counter: Counter): boolean {
  counter.steps++;
  for (let index = 0; index < symbols.length; index++) {
    const one = symbols[index] as number;
    if (any === null ? one === symbol : any.includes(one)) return true;
  }
  return false;
}

/**
 * Leaves out what a longer match of the same group contains word for word: `pain` in `chest pain`, `headache` in
 * `worst headache of my life`. Matches that only overlap both stand.
 */
export function mostSpecific(found: readonly Match[]): Match[] {
  const byToken = new Map<number, Match[]>();
  const kept: Match[] = [];
  const longestFirst = [...found].sort(
    (a, b) => b.tokens.length - a.tokens.length || a.last - a.first - (b.last - b.first),
  );
  for (const match of longestFirst) {
    if (byToken.get(match.first)?.some((other) => covers(other, match))) continue;
    kept.push(match);
    for (const token of match.tokens) {
      const list = byToken.get(token);
      if (list === undefined) byToken.set(token, [match]);
      else list.push(match);
    }
  }
  return kept.sort((a, b) => a.first - b.first || a.last - b.last);
}

function covers(other: Match, match: Match): boolean {
  if (other.meaning.group !== match.meaning.group) return false;
  if (other.tokens.length === match.tokens.length && other.meaning !== match.meaning) return false;
  return match.tokens.every((token) => other.tokens.includes(token));
}
