import type { Token } from '../text/tokens.ts';
import { type Lexicon, type Meaning, NO_GUARD } from './lexicon.ts';

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
  readonly lexicon: Lexicon;
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
  const text: Text = { lexicon, tokens, symbols, from, to, counter, matched: [] };
  const presence = presenceIn(lexicon);
  presence.clear();
  for (let at = from; at < to; at++) {
    for (const symbol of symbols[at] as readonly number[]) presence.add(symbol);
  }
  const { firstGroup, guards } = lexicon;
  const found: Match[] = [];
  for (let at = from; at < to; at++) {
    for (const symbol of symbols[at] as readonly number[]) {
      const first = firstGroup[symbol] as number;
      const end = firstGroup[symbol + 1] as number;
      counter.steps += end - first;
      for (let group = first; group < end; group++) {
        const guard = guards[group] as number;
        if (guard === NO_GUARD || presence.has(guard)) matchGroup(group, text, at, found);
      }
    }
  }
  return found;
}

function matchGroup(group: number, text: Text, at: number, found: Match[]): void {
  const { firstCandidate, candidates, meanings } = text.lexicon;
  const end = firstCandidate[group + 1] as number;
  for (let index = firstCandidate[group] as number; index < end; index++) {
    text.counter.steps++;
    const pattern = candidates[index] as number;
    const matched = matchAround(pattern, text, at);
    if (matched === null) continue;
    found.push({
      meaning: meanings[pattern] as Meaning,
      tokens: matched,
      first: matched[0] as number,
      last: matched[matched.length - 1] as number,
    });
  }
}

const UNKNOWN = 0;
const ABSENT = 1;
const PRESENT = 2;

/** Which symbols, and which sets of them, the sentence at hand has. Its tables serve one sentence after the other. */
class Presence {
  private readonly lexicon: Lexicon;
  private readonly ofSymbols: Uint8Array;
  private readonly ofSets: Uint8Array;
  /** What is not `UNKNOWN`: a few of tens of thousands, so that little need be cleared. */
  private readonly symbols: number[] = [];
  private readonly sets: number[] = [];

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
    this.ofSymbols = new Uint8Array(lexicon.firstGroup.length - 1);
    this.ofSets = new Uint8Array(lexicon.firstSymbol.length - 1);
  }

  clear(): void {
    for (const symbol of this.symbols) this.ofSymbols[symbol] = UNKNOWN;
    for (const set of this.sets) this.ofSets[set] = UNKNOWN;
    this.symbols.length = 0;
    this.sets.length = 0;
  }

  add(symbol: number): void {
    this.ofSymbols[symbol] = PRESENT;
    this.symbols.push(symbol);
  }

  has(guard: number): boolean {
    if (guard < NO_GUARD) return this.ofSymbols[NO_GUARD - 1 - guard] === PRESENT;
    const known = this.ofSets[guard] as number;
    if (known !== UNKNOWN) return known === PRESENT;
    this.sets.push(guard);
    const { firstSymbol, setSymbols } = this.lexicon;
    const end = firstSymbol[guard + 1] as number;
    for (let index = firstSymbol[guard] as number; index < end; index++) {
      if (this.ofSymbols[setSymbols[index] as number] !== PRESENT) continue;
      this.ofSets[guard] = PRESENT;
      return true;
    }
    this.ofSets[guard] = ABSENT;
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

function matchAround(pattern: number, text: Text, at: number): readonly number[] | null {
  const { lexicon, matched } = text;
  const first = lexicon.firstStep[pattern] as number;
  const end = lexicon.firstStep[pattern + 1] as number;
  if (end === first + 1) {
    return lexicon.capitals[pattern] === 0 || (text.tokens[at] as Token).capitals ? [at] : null;
  }
  const anchor = lexicon.anchors[pattern] as number;
  matched[anchor - first] = at;
  return forward(first, end, anchor + 1, at, text) && backward(first, anchor - 1, at, text)
    ? matched.slice(0, end - first)
    : null;
}

/** As so many of the words between a comma counts: what follows it is often another matter. */
const WORDS_OF_A_COMMA = 2;

function forward(first: number, end: number, step: number, token: number, text: Text): boolean {
  if (step === end) return true;
  let words = text.lexicon.stepGaps[step] as number;
  for (let next = token + 1; next < text.to; next++) {
    if ((text.tokens[next] as Token).before === 1) words -= WORDS_OF_A_COMMA;
    if (words < 0) return false;
    if (fits(step, next, text)) {
      text.matched[step - first] = next;
      if (forward(first, end, step + 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

function backward(first: number, step: number, token: number, text: Text): boolean {
  if (step < first) return true;
  let words = text.lexicon.stepGaps[step + 1] as number;
  for (let next = token - 1; next >= text.from; next--) {
    if ((text.tokens[next + 1] as Token).before === 1) words -= WORDS_OF_A_COMMA;
    if (words < 0) return false;
    if (fits(step, next, text)) {
      text.matched[step - first] = next;
      if (backward(first, step - 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

/** Whether one of the symbols of a token is one of those of a step. */
function fits(step: number, token: number, { lexicon, symbols, counter }: Text): boolean {
  counter.steps++;
  const { firstSymbol, setSymbols } = lexicon;
  const set = lexicon.stepSets[step] as number;
  const own = symbols[token] as readonly number[];
  const end = firstSymbol[set + 1] as number;
  for (let index = firstSymbol[set] as number; index < end; index++) {
    if (own.includes(setSymbols[index] as number)) return true;
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
