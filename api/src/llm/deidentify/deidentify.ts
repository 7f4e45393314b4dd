import type { ModelMessage } from '../../ports/llm.ts';
import { knownPatterns, replaceKnown } from './known.ts';
import { normalise } from './normalise.ts';
import { generaliseAges, replacePatterns } from './patterns.ts';
import { Placeholders } from './placeholders.ts';
import { replaceWords } from './words.ts';

/** Messages in which placeholders stand for what identifies a person. */
export interface Deidentified {
  readonly messages: readonly ModelMessage[];
  /** @returns the value with the originals in place of placeholders, null where it has one that was never sent. */
  restore<T>(value: T): { readonly value: T } | null;
}

export interface DeidentifyOptions {
  /** Values of the record, replaced wherever they stand and however they are spaced. */
  readonly known: ReadonlyArray<{ readonly kind: string; readonly value: string }>;
  /** Further words that identify no one, lower-case, such as those of the task's own lexicons. */
  readonly vocabulary?: ReadonlySet<string>;
}

/** A text of which more than this share is in no vocabulary is of a language that is not understood here. */
const MAX_UNKNOWN_SHARE = 0.35;
/** So many unknown words are always accepted: short texts consist of little else than a name. */
const UNKNOWN_ALLOWED = 3;
/** Longer texts stay home, so that an ask is never held up by them. */
const MAX_CHARACTERS = 50_000;
const NO_WORDS: ReadonlySet<string> = new Set();
/** Letters of other scripts than Latin and Devanagari. */
const OTHER_SCRIPT = /(?!\p{Script=Latin}|\p{Script=Devanagari}|[µμΩ°])\p{L}/u;
/** What no cleaned text may still have. */
const LEFT_OVER = /\d[\d\s().-]{7,}\d|\d{7,}|@/;

/**
 * Replaces names, phones, emails, addresses, identifiers, dates, values of the record, and every word that no vocabulary
 * has. What is known to identify no one stays: a name that no list has does not pass either. Measurements, doses,
 * durations and ages stay; ages over 89 become `90+`.
 * @returns null when something cannot be cleaned with certainty: then the messages stay home.
 */
export function deidentify(
  messages: readonly ModelMessage[],
  { known, vocabulary = NO_WORDS }: DeidentifyOptions,
): Deidentified | null {
  const length = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (length > MAX_CHARACTERS) return null;
  const placeholders = new Placeholders();
  const patterns = knownPatterns(known);
  let words = 0;
  let unknown = 0;
  let certain = true;
  const clean = (content: string): string => {
    const text = normalise(content);
    const marked = replacePatterns(generaliseAges(replaceKnown(text, patterns, placeholders)), placeholders);
    const result = replaceWords(marked, vocabulary, placeholders);
    const written = placeholders.written(result.text);
    if (OTHER_SCRIPT.test(text) || LEFT_OVER.test(written)) certain = false;
    words += result.words;
    unknown += result.unknown;
    return written;
  };
  const cleaned = messages.map(({ role, content }) => ({ role, content: cleanTexts(content, clean) }));
  if (!certain || cleaned.some(({ content }) => content === null)) return null;
  if (unknown > Math.max(UNKNOWN_ALLOWED, words * MAX_UNKNOWN_SHARE)) return null;
  return {
    messages: cleaned as readonly ModelMessage[],
    restore: (value) => placeholders.restored(value),
  };
}

/**
 * Cleans the texts in the JSON of a message, or the message where it is no JSON: an escape such as `\n` must neither become
 * part of the word after it nor stand in what is restored.
 * @returns null when the name of a member would have to be replaced.
 */
function cleanTexts(content: string, clean: (text: string) => string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return clean(content);
  }
  if (typeof value !== 'object') return clean(content);
  let named = true;
  const cleaned = JSON.stringify(value, (name, member: unknown) => {
    if (clean(name) !== name) named = false;
    if (typeof member === 'string') return clean(member);
    if (typeof member !== 'number') return member;
    // With its name, which tells an age from an identifier.
    const written = clean(`${name}: ${member}`);
    return written === `${name}: ${member}` ? member : written.slice(written.lastIndexOf(' ') + 1);
  });
  return named ? cleaned : null;
}
