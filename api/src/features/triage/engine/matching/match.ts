import type { Token } from '../text/tokens.ts';
import {
  anchorIn,
  gapIn,
  HEADER,
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
  const present = guardsIn(text);
  const found: Match[] = [];
  for (let at = from; at < to; at++) {
    const own = symbols[at] as readonly number[];
    for (let index = 0; index < own.length; index++)
      matchFrom(own[index] as number, text, at, present, found);
  }
  return found;
}

/** A bit for each guard of a lexicon. They serve one sentence after the other. */
const bitsOf = new WeakMap<Lexicon, Uint32Array>();

/**
 * Which guards the sentence at hand has. From symbols to guards, since a sentence has far fewer symbols than the guards that
 * are asked for have.
 */
function guardsIn({ lexicon, symbols, from, to, counter }: Text): Uint32Array {
  const { firstOfRecord, records } = lexicon;
  let present = bitsOf.get(lexicon);
  if (present === undefined) {
    present = new Uint32Array((lexicon.guardCount >> 5) + 1);
    bitsOf.set(lexicon, present);
  } else present.fill(0);
  for (let at = from; at < to; at++) {
    const own = symbols[at] as readonly number[];
    for (let index = 0; index < own.length; index++) {
      const record = firstOfRecord[own[index] as number] as number;
      const first = record + HEADER + (records[record] as number);
      const end = first + (records[record + 1] as number);
      for (let place = first; place < end; place++) {
        const guard = records[place] as number;
        present[guard >> 5] = (present[guard >> 5] as number) | (1 << (guard & 31));
      }
      counter.steps += end - first;
    }
  }
  return present;
}

/** The phrases of one word that the symbol is, and the longer ones of which it is the rarest step. */
function matchFrom(symbol: number, text: Text, at: number, present: Uint32Array, found: Match[]): void {
  const { counter } = text;
  const { firstOfRecord, records, meanings } = text.lexicon;
  const record = firstOfRecord[symbol] as number;
  let place = record + HEADER;
  for (const end = place + (records[record] as number); place < end; place++) {
    const single = records[place] as number;
    if ((single & 1) === 1 && !(text.tokens[at] as Token).capitals) continue;
    found.push({ meaning: meanings[single >> 1] as Meaning, tokens: placesOfOne(at), first: at, last: at });
  }
  place += records[record + 1] as number;
  const groups = records[record + 2] as number;
  counter.steps += (records[record] as number) + groups;
  for (let group = 0; group < groups; group++) {
    const guard = records[place] as number;
    const first = place + 2;
    place = first + (records[place + 1] as number);
    if (((present[guard >> 5] as number) & (1 << (guard & 31))) !== 0)
      matchGroup(first, place, text, at, found);
  }
}

/** @param first where the places of the phrases begin in the records, and `end` where they end. */
function matchGroup(first: number, end: number, text: Text, at: number, found: Match[]): void {
  const { records, phrases, meanings } = text.lexicon;
  text.counter.steps += end - first;
  for (let place = first; place < end; place++) {
    const phrase = records[place] as number;
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

/** Lists of one place each, which all matches of one word at that place share. */
const ones: (readonly number[])[] = [];

function placesOfOne(at: number): readonly number[] {
  while (ones.length <= at) ones.push([ones.length]);
  return ones[at] as readonly number[];
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
export function mostSpecific(found: readonly Match[]): readonly Match[] {
  const longer: Match[] = [];
  for (const match of found) if (match.first !== match.last) longer.push(match);
  const phrases = longer.length < 2 ? longer : distinct(longer);
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

/** Phrases without those that others contain, and each once, in the order of their first and last words. */
function distinct(phrases: readonly Match[]): readonly Match[] {
  const kept: Match[] = [];
  for (let place = 0; place < phrases.length; place++) {
    if (!isContained(place, phrases)) kept.push(phrases[place] as Match);
  }
  if (kept.length < 2) return kept;
  // Of the same words those of more words first.
  return kept.sort((a, b) => a.first - b.first || a.last - b.last || b.tokens.length - a.tokens.length);
}

/** Of phrases that contain each other the first one stands. */
function isContained(place: number, phrases: readonly Match[]): boolean {
  const match = phrases[place] as Match;
  for (let at = 0; at < phrases.length; at++) {
    const other = phrases[at] as Match;
    if (at !== place && covers(other, match) && (at < place || !covers(match, other))) return true;
  }
  return false;
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
