import type { Token } from '../text/tokens.ts';

/** Number words of all languages. */
export interface NumberTables {
  readonly words: ReadonlyMap<string, number>;
  readonly multipliers: ReadonlyMap<string, number>;
  readonly modifiers: ReadonlyMap<string, number>;
  /** The words of the three above: any of them may begin a number, which few words of a statement do. */
  readonly first: ReadonlySet<string>;
  readonly point: ReadonlySet<string>;
  readonly over: ReadonlySet<string>;
}

/** A number in digits or words: tokens from `first` to `last`, both included. */
export interface NumberSpan {
  readonly first: number;
  readonly last: number;
  readonly value: number;
}

export function isNumberToken(token: Token, tables: NumberTables): boolean {
  return token.value !== null || tables.words.has(token.text);
}

/**
 * The numbers in a sentence: `78`, `thirty nine point five`, `one hundred and four`, `one twenty` (120), `one oh four` (104),
 * `saade teen` (3.5), `ek sau bees`.
 */
export function findNumbers(
  tokens: readonly Token[],
  from: number,
  to: number,
  tables: NumberTables,
): NumberSpan[] {
  const spans: NumberSpan[] = [];
  let at = from;
  while (at < to) {
    const { value, text } = tokens[at] as Token;
    const span = value !== null || tables.first.has(text) ? readNumber(tokens, at, to, tables) : null;
    if (span === null) at++;
    else {
      spans.push(span);
      at = span.last + 1;
    }
  }
  return spans;
}

function readNumber(
  tokens: readonly Token[],
  at: number,
  to: number,
  tables: NumberTables,
): NumberSpan | null {
  const token = tokens[at] as Token;
  const modifier = tables.modifiers.get(token.text);
  if (modifier !== undefined && at + 1 < to) {
    const next = readNumber(tokens, at + 1, to, tables);
    // Spoken Hindi adds to the number after it: `saade teen` is 3.5.
    if (next !== null && next.first === at + 1) {
      return { first: at, last: next.last, value: next.value + modifier };
    }
    return null;
  }
  if (token.value !== null) return readDigits(tokens, at, to, tables);
  return readWords(tokens, at, to, tables);
}

function readDigits(tokens: readonly Token[], at: number, to: number, tables: NumberTables): NumberSpan {
  let value = (tokens[at] as Token).value as number;
  let last = at;
  // `3 hundred`, `1.2 lakh`.
  for (let next = at + 1; next < to && (tokens[next] as Token).before === 0; next++) {
    const factor = tables.multipliers.get((tokens[next] as Token).text);
    if (factor === undefined) break;
    value *= factor;
    last = next;
  }
  return { first: at, last, value };
}

function readWords(
  tokens: readonly Token[],
  at: number,
  to: number,
  tables: NumberTables,
): NumberSpan | null {
  let total = 0;
  let group: number | null = null;
  let last = -1;
  for (let next = at; next < to; next++) {
    const token = tokens[next] as Token;
    if (next > at && token.before !== 0) break;
    const word = tables.words.get(token.text);
    const factor = tables.multipliers.get(token.text);
    if (word !== undefined) {
      const sum: number | null = group === null ? word : combine(group, word);
      if (sum === null) break;
      group = sum;
    } else if (factor !== undefined) {
      if (group === null && total === 0 && next > at) break;
      if (factor >= 1000) {
        total = (total + (group ?? 1)) * factor;
        group = null;
      } else group = (group ?? 1) * factor;
    } else if (
      token.text === 'and' &&
      group !== null &&
      group % 100 === 0 &&
      isNext(tokens, next, to, tables)
    ) {
      continue;
    } else if (tables.point.has(token.text) && group !== null) {
      const decimals = readDecimals(tokens, next + 1, to, tables);
      if (decimals === null) break;
      return { first: at, last: decimals.last, value: total + group + decimals.value };
    } else break;
    last = next;
  }
  return last < 0 ? null : { first: at, last, value: total + (group ?? 0) };
}

/** A number word after another, or null if it begins a number of its own. */
function combine(before: number, word: number): number | null {
  if (before >= 100 && before % 100 === 0) return word < 100 ? before + word : null;
  if (before >= 20 && before < 100 && before % 10 === 0 && word > 0 && word < 10) return before + word;
  if (before >= 100 && before % 100 >= 20 && before % 10 === 0 && word > 0 && word < 10) return before + word;
  // As vital signs are said: `one twenty`, `one oh four`.
  if (before >= 1 && before <= 9 && word >= 10 && word < 100) return before * 100 + word;
  if (before >= 1 && before <= 9 && word === 0) return before * 100;
  return null;
}

function isNext(tokens: readonly Token[], at: number, to: number, tables: NumberTables): boolean {
  return at + 1 < to && tables.words.has((tokens[at + 1] as Token).text);
}

function readDecimals(
  tokens: readonly Token[],
  from: number,
  to: number,
  tables: NumberTables,
): { value: number; last: number } | null {
  let digits = '';
  let last = from - 1;
  for (let at = from; at < to && digits.length < 2; at++) {
    const token = tokens[at] as Token;
    const value = token.value ?? tables.words.get(token.text);
    if (value === undefined || value > 99 || !Number.isInteger(value)) break;
    digits += String(value);
    last = at;
  }
  return digits === '' ? null : { value: Number(`0.${digits}`), last };
}
