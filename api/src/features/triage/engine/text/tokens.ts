import { asciiDigits, normaliseWord } from './normalise.ts';

/** What separates a token from the one before it: nothing or a blank, a comma or line end, the end of a sentence. */
export type Break = 0 | 1 | 2;

/** A word or a number of the text. Offsets are UTF-16 code units of the original text; `end` is exclusive. */
export interface Token {
  /** Normalised; of a number its digits. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The value if it is a number in digits, else null. */
  readonly value: number | null;
  readonly before: Break;
  /** What stands between this token and the one before, blanks left out. */
  readonly separator: string;
  /** Written in capitals, as abbreviations are. */
  readonly capitals: boolean;
}

/** Spellings that stand for one or more words: `cant` is `can not`. */
export type Expansions = ReadonlyMap<string, readonly string[]>;

const NUMBER_OR_WORD = /(\p{Nd}+(?:[.,]\p{Nd}+)*)|[\p{L}\p{M}\u00ad\u200b-\u200d\u2060\ufeff'’‘ʼ]+/gu;
/** Digits in groups of thousands, also as India writes them: `12,000`, `1,20,000`. */
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/;
const HARD = /[.?!;।॥。？！]/;
const SOFT = /[,:()[\]{}"“”\n\r|–—•*،、]|\s-+(?:\s|$)|^-+\s/;
/** A word longer than this is noise, and is cut so that what works on a word has bounded cost. */
const MAX_WORD = 48;

/** Splits a stretch of the text into tokens, in time linear in its length. */
export function tokenise(text: string, expansions: Expansions, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const stretch = from === 0 && to === text.length ? text : text.slice(from, to);
  let last = 0;
  for (const match of stretch.matchAll(NUMBER_OR_WORD)) {
    const raw = match[0];
    const at = match.index;
    const between = stretch.slice(last, at);
    const previous = tokens.at(-1);
    const separator = between.trim();
    if (match[1] !== undefined) {
      last = at + raw.length;
      pushNumbers(tokens, raw, from + at, breakOf(between, previous === undefined), separator);
      continue;
    }
    const word = normaliseWord(raw.length > MAX_WORD ? raw.slice(0, MAX_WORD) : raw);
    if (word === '') continue;
    last = at + raw.length;
    const start = from + at;
    const end = start + raw.length;
    // An abbreviation with points (`s.o.b.`) is one word.
    if (separator === '.' && between === '.' && isInitials(previous, word, text)) {
      tokens[tokens.length - 1] = {
        ...(previous as Token),
        text: (previous as Token).text + word,
        end,
      };
      continue;
    }
    const before = breakOf(between, previous === undefined);
    const isLower = word === raw || raw === raw.toLowerCase();
    const capitals = raw.length > 1 && !isLower && raw === raw.toUpperCase();
    const words = expansions.get(word);
    if (words === undefined) {
      tokens.push({ text: word, start, end, value: null, before, separator, capitals });
      continue;
    }
    for (const [index, part] of words.entries()) {
      tokens.push({
        text: part,
        start,
        end,
        value: null,
        before: index === 0 ? before : 0,
        separator: index === 0 ? separator : '',
        capitals,
      });
    }
  }
  return tokens;
}

function isInitials(previous: Token | undefined, word: string, text: string): boolean {
  if (previous === undefined || previous.value !== null || word.length !== 1) return false;
  // Letters alternate with points in the original: `s.o.b`.
  return (
    previous.end - previous.start === previous.text.length * 2 - 1 &&
    /\p{L}/u.test(text[previous.start] ?? '')
  );
}

function breakOf(between: string, first: boolean): Break {
  if (first) return 2;
  // Nearly always a blank.
  if (between === ' ' || between === '') return 0;
  // Points that trail off do not end a sentence: "he is... not breathing".
  const rest = between.replace(/\.{2,}|…/g, ',');
  if (HARD.test(rest)) return 2;
  return SOFT.test(rest) ? 1 : 0;
}

function pushNumbers(tokens: Token[], raw: string, start: number, before: Break, separator: string): void {
  const digits = asciiDigits(raw);
  const push = (text: string, from: number, to: number, isBefore: Break, by: string) =>
    tokens.push({
      text,
      start: start + from,
      end: start + to,
      value: Number(text.length > 15 ? text.slice(0, 15) : text),
      before: isBefore,
      separator: by,
      capitals: false,
    });
  if (digits.length === raw.length && !digits.includes(',') && digits.split('.').length <= 2) {
    push(digits, 0, raw.length, before, separator);
    return;
  }
  if (digits.length === raw.length && GROUPED.test(digits)) {
    push(digits.replaceAll(',', ''), 0, raw.length, before, separator);
    return;
  }
  // A list (`2,3`), a date or a time (`1.2.2024`): each number for itself.
  let isBefore = before;
  let by = separator;
  for (const part of raw.matchAll(/\p{Nd}+/gu)) {
    push(asciiDigits(part[0]), part.index, part.index + part[0].length, isBefore, by);
    isBefore = 0;
    by = raw[part.index + part[0].length] ?? '';
  }
}
