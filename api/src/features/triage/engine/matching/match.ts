import type { Token } from '../text/tokens.ts';
import {
  anchorIn,
  gapIn,
  idIn,
  isSet,
  type Lexicon,
  lengthIn,
  type Meaning,
  meaningIn,
  needIn,
} from './lexicon.ts';

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
  presence.begin();
  for (let at = from; at < to; at++) {
    const own = symbols[at] as readonly number[];
    for (let index = 0; index < own.length; index++) counter.steps += presence.add(own[index] as number);
  }
  const { firstGroup, groups } = lexicon;
  const found: Match[] = [];
  for (let at = from; at < to; at++) {
    const own = symbols[at] as readonly number[];
    for (let index = 0; index < own.length; index++) {
      const symbol = own[index] as number;
      matchSingles(symbol, text, at, found);
      const first = firstGroup[symbol] as number;
      const end = firstGroup[symbol + 1] as number;
      counter.steps += end - first;
      for (let group = first; group < end; group++) {
        if (presence.has(groups[2 * group] as number)) matchGroup(group, text, at, found);
      }
    }
  }
  return found;
}

function matchSingles(symbol: number, text: Text, at: number, found: Match[]): void {
  const { firstSingle, singles, meanings } = text.lexicon;
  const end = firstSingle[symbol + 1] as number;
  for (let index = firstSingle[symbol] as number; index < end; index++) {
    text.counter.steps++;
    const single = singles[index] as number;
    if ((single & 1) === 1 && !(text.tokens[at] as Token).capitals) continue;
    found.push({ meaning: meanings[single >> 1] as Meaning, tokens: [at], first: at, last: at });
  }
}

function matchGroup(group: number, text: Text, at: number, found: Match[]): void {
  const { groups, candidates, phrases, meanings } = text.lexicon;
  const end = groups[2 * group + 3] as number;
  for (let index = groups[2 * group + 1] as number; index < end; index++) {
    text.counter.steps++;
    const phrase = candidates[index] as number;
    const matched = matchAround(phrase, text, at);
    if (matched === null) continue;
    found.push({
      meaning: meanings[meaningIn(phrases[phrase] as number)] as Meaning,
      tokens: matched,
      first: matched[0] as number,
      last: matched[matched.length - 1] as number,
    });
  }
}

/**
 * Which guards the sentence at hand has, each marked with the sentence's number. From symbols to guards, since a sentence has
 * far fewer symbols than the guards that are asked for have. Its tables serve one sentence after the other.
 */
class Presence {
  private readonly lexicon: Lexicon;
  private readonly sentenceOfSymbol: Int32Array;
  private readonly sentenceOfGuard: Int32Array;
  private sentence = 0;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
    this.sentenceOfSymbol = new Int32Array(lexicon.firstGroup.length - 1);
    this.sentenceOfGuard = new Int32Array(lexicon.guardCount);
  }

  begin(): void {
    this.sentence = (this.sentence + 1) | 0;
  }

  /** @returns the steps that it took. */
  add(symbol: number): number {
    if (this.sentenceOfSymbol[symbol] === this.sentence) return 0;
    this.sentenceOfSymbol[symbol] = this.sentence;
    const { firstGuard, guards } = this.lexicon;
    const [first, end] = [firstGuard[symbol] as number, firstGuard[symbol + 1] as number];
    for (let index = first; index < end; index++) {
      this.sentenceOfGuard[guards[index] as number] = this.sentence;
    }
    return end - first;
  }

  has(guard: number): boolean {
    return this.sentenceOfGuard[guard] === this.sentence;
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

/** @param phrase where it begins in the table; its first step stands right after. */
function matchAround(phrase: number, text: Text, at: number): readonly number[] | null {
  const head = text.lexicon.phrases[phrase] as number;
  const length = lengthIn(head);
  const anchor = anchorIn(head);
  const { matched } = text;
  matched[anchor] = at;
  return forward(phrase, length, anchor + 1, at, text) && backward(phrase, anchor - 1, at, text)
    ? matched.slice(0, length)
    : null;
}

/** As so many of the words between a comma counts: what follows it is often another matter. */
const WORDS_OF_A_COMMA = 2;

function forward(phrase: number, length: number, step: number, token: number, text: Text): boolean {
  if (step === length) return true;
  const code = text.lexicon.phrases[phrase + 1 + step] as number;
  let words = gapIn(code);
  for (let next = token + 1; next < text.to; next++) {
    if ((text.tokens[next] as Token).before === 1) words -= WORDS_OF_A_COMMA;
    if (words < 0) return false;
    if (fits(needIn(code), next, text)) {
      text.matched[step] = next;
      if (forward(phrase, length, step + 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

function backward(phrase: number, step: number, token: number, text: Text): boolean {
  if (step < 0) return true;
  const { phrases } = text.lexicon;
  const need = needIn(phrases[phrase + 1 + step] as number);
  let words = gapIn(phrases[phrase + 2 + step] as number);
  for (let next = token - 1; next >= text.from; next--) {
    if ((text.tokens[next + 1] as Token).before === 1) words -= WORDS_OF_A_COMMA;
    if (words < 0) return false;
    if (fits(need, next, text)) {
      text.matched[step] = next;
      if (backward(phrase, step - 1, next, text)) return true;
    }
    if (--words < 0) return false;
  }
  return false;
}

/** From so many symbols on a set is searched by halves. */
const LARGE_SET = 12;

/** Whether one of the symbols of a token is one of those that a step needs. */
function fits(need: number, token: number, { lexicon, symbols, counter }: Text): boolean {
  counter.steps++;
  const own = symbols[token] as readonly number[];
  const id = idIn(need);
  if (!isSet(need)) {
    for (let index = 0; index < own.length; index++) if (own[index] === id) return true;
    return false;
  }
  const { firstSymbol, setSymbols } = lexicon;
  const first = firstSymbol[id] as number;
  const end = firstSymbol[id + 1] as number;
  const isLarge = end - first >= LARGE_SET;
  for (let index = 0; index < own.length; index++) {
    const symbol = own[index] as number;
    if (isLarge ? isAmong(symbol, setSymbols, first, end) : isOneOf(symbol, setSymbols, first, end))
      return true;
  }
  return false;
}

function isOneOf(symbol: number, symbols: Int32Array, first: number, end: number): boolean {
  for (let index = first; index < end; index++) if (symbols[index] === symbol) return true;
  return false;
}

/** As `isOneOf`, by halves: the symbols of a set ascend. */
function isAmong(symbol: number, symbols: Int32Array, first: number, end: number): boolean {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((symbols[middle] as number) < symbol) low = middle + 1;
    else high = middle;
  }
  return low < end && symbols[low] === symbol;
}

/**
 * Leaves out what a longer match of the same group contains word for word: `pain` in `chest pain`, `headache` in
 * `worst headache of my life`. Matches that only overlap both stand.
 * @param found as `findPhrases` gives them: those of one word in the order of the words.
 * @returns in the order of their first and last words.
 */
export function mostSpecific(found: readonly Match[]): Match[] {
  const longer = found.filter(({ first, last }) => first !== last);
  if (longer.length > 1) {
    longer.sort((a, b) => b.tokens.length - a.tokens.length || a.last - a.first - (b.last - b.first));
  }
  const phrases: Match[] = [];
  for (const match of longer) if (!isCovered(match, phrases)) phrases.push(match);
  if (phrases.length > 1) phrases.sort((a, b) => a.first - b.first || a.last - b.last);

  const kept: Match[] = [];
  // Where the kept matches of the word at hand begin, and the phrases that begin up to it end.
  let [beginning, next] = [0, 0];
  for (const match of found) {
    const { first, last } = match;
    if (first !== last) continue;
    for (; next < phrases.length && (phrases[next] as Match).first < first; next++)
      kept.push(phrases[next] as Match);
    if (kept.length > beginning && (kept[beginning] as Match).first !== first) beginning = kept.length;
    if (!isKnown(match, kept, beginning) && !isCovered(match, phrases)) kept.push(match);
  }
  for (; next < phrases.length; next++) kept.push(phrases[next] as Match);
  return kept;
}

/** Whether the same word with the same meaning is among those kept from `from` on. */
function isKnown({ meaning }: Match, kept: readonly Match[], from: number): boolean {
  for (let index = from; index < kept.length; index++)
    if ((kept[index] as Match).meaning === meaning) return true;
  return false;
}

function isCovered(match: Match, phrases: readonly Match[]): boolean {
  for (const phrase of phrases) if (covers(phrase, match)) return true;
  return false;
}

function covers(other: Match, match: Match): boolean {
  if (match.first < other.first || match.last > other.last) return false;
  if (other.meaning.group !== match.meaning.group) return false;
  if (other.tokens.length === match.tokens.length && other.meaning !== match.meaning) return false;
  for (const token of match.tokens) if (!other.tokens.includes(token)) return false;
  return true;
}
