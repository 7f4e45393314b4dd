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

const DIGIT = /\p{Nd}/u;
const WORD = /[\p{L}\p{M}\u00ad\u200b-\u200d\u2060\ufeff'’‘ʼ]/u;
/** Digits in groups of thousands, also as India writes them: `12,000`, `1,20,000`. */
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/;
const HARD = /[.?!;।॥。？！]/;
const SOFT = /[,:()[\]{}"“”\n\r|–—•*،、]|\s-+(?:\s|$)|^-+\s/;
/** A word longer than this is noise, and is cut so that what works on a word has bounded cost. */
const MAX_WORD = 48;

/** What a character can be part of: nothing, a number, a word; `UNSEEN` of one that was not met yet. */
const UNSEEN = 0;
const APART = 1;
const OF_NUMBER = 2;
const OF_WORD = 3;
const kinds = new Uint8Array(0x10000);

/** Looked up for each character, since a pattern that knows all scripts costs more than all else that is done with it. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = kinds[unit] as number;
  if (known !== UNSEEN) return known;
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  const kind = DIGIT.test(character) ? OF_NUMBER : WORD.test(character) ? OF_WORD : APART;
  // Half of a character alone says nothing of the other characters that it begins.
  if (unit < 0xd800 || unit > 0xdfff) kinds[unit] = kind;
  return kind;
}

/** How many units the character takes: two beyond the basic plane. */
function widthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
}

/** Where the characters of one kind that begin at `from` end. */
function endOf(kind: number, text: string, from: number): number {
  let at = from;
  while (at < text.length && kindAt(text, at) === kind) at += widthAt(text, at);
  return at;
}

/** Where a number that begins at `from` ends, with points and commas between digits. */
function endOfNumber(text: string, from: number): number {
  let end = endOf(OF_NUMBER, text, from);
  while (end + 1 < text.length && (text[end] === '.' || text[end] === ',')) {
    if (kindAt(text, end + 1) !== OF_NUMBER) break;
    end = endOf(OF_NUMBER, text, end + 1);
  }
  return end;
}

/** Splits a stretch of the text into tokens, in time linear in its length. */
export function tokenise(text: string, expansions: Expansions, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const stretch = from === 0 && to === text.length ? text : text.slice(from, to);
  let [last, at, end] = [0, 0, 0];
  for (; at < stretch.length; at = end) {
    const kind = kindAt(stretch, at);
    if (kind === APART) {
      end = at + widthAt(stretch, at);
      continue;
    }
    end = kind === OF_NUMBER ? endOfNumber(stretch, at) : endOf(OF_WORD, stretch, at);
    const raw = stretch.slice(at, end);
    const between = at - last === 1 && stretch[last] === ' ' ? ' ' : stretch.slice(last, at);
    const previous = tokens.at(-1);
    const separator = between === ' ' ? '' : between.trim();
    if (kind === OF_NUMBER) {
      last = end;
      pushNumbers(tokens, raw, from + at, breakOf(between, previous === undefined), separator);
      continue;
    }
    const word = normaliseWord(raw.length > MAX_WORD ? raw.slice(0, MAX_WORD) : raw);
    if (word === '') continue;
    last = end;
    const [start, stop] = [from + at, from + end];
    // An abbreviation with points (`s.o.b.`) is one word.
    if (separator === '.' && between === '.' && isInitials(previous, word, text)) {
      tokens[tokens.length - 1] = {
        ...(previous as Token),
        text: (previous as Token).text + word,
        end: stop,
      };
      continue;
    }
    const before = breakOf(between, previous === undefined);
    const isLower = word === raw || raw === raw.toLowerCase();
    const capitals = raw.length > 1 && !isLower && raw === raw.toUpperCase();
    const words = expansions.get(word);
    if (words === undefined) {
      tokens.push({ text: word, start, end: stop, value: null, before, separator, capitals });
      continue;
    }
    for (const [index, part] of words.entries()) {
      tokens.push({
        text: part,
        start,
        end: stop,
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
