import { normalise, wordKey } from './normalise.ts';
import type { Kind, Placeholders } from './placeholders.ts';
import { isCommon } from './vocabulary.ts';

const KINDS: ReadonlyArray<readonly [RegExp, Kind]> = [
  [/name|person/i, 'PERSON'],
  [/phone|mobile/i, 'PHONE'],
  [/mail/i, 'EMAIL'],
  [/address|place|location|flat|city/i, 'ADDRESS'],
  [/date|birth|dob/i, 'DATE'],
];
const kindOf = (kind: string): Kind => KINDS.find(([pattern]) => pattern.test(kind))?.[1] ?? 'ID';
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const NONE: ReadonlySet<string> = new Set();
/** Fewer letters and digits identify no one: a flat B. */
const MIN_CHARACTERS = 3;
/** Fewer digits identify no one and would hit measurements. */
const MIN_DIGITS = 4;
/** A phone number without its country code. */
const NATIONAL_DIGITS = 10;

/** Patterns that find the values of the record, however they are spaced and written. */
export function knownPatterns(
  known: ReadonlyArray<{ readonly kind: string; readonly value: string }>,
): ReadonlyArray<{ readonly kind: Kind; readonly pattern: RegExp }> {
  return known.flatMap(({ kind: given, value }) => {
    const kind = kindOf(given);
    const text = normalise(value).trim();
    const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const found: string[] = [];
    const digits = text.replace(/\D/g, '');
    // A flat 12 or B must not hide "12 years" or vitamin B.
    const short = /\p{L}/u.test(text) ? words.join('').length < MIN_CHARACTERS : digits.length < MIN_DIGITS;
    if (short && kind !== 'PERSON') return [];
    if (words.length > 0) found.push(words.map(escaped).join("[\\s.,'_/-]*"));
    if (digits.length >= MIN_DIGITS && !/\p{L}/u.test(text)) {
      const spaced = (run: string) => [...run].join('[\\s().-]*');
      found.push(spaced(digits));
      if (digits.length > NATIONAL_DIGITS) found.push(spaced(digits.slice(-NATIONAL_DIGITS)));
    }
    // Each name by itself; of an address, the words that are no common ones.
    if (kind === 'PERSON' || kind === 'ADDRESS') {
      for (const word of words) {
        if (
          word.length > 1 &&
          !/^\p{N}+$/u.test(word) &&
          (kind === 'PERSON' ? !/^(?:mrs?|ms|dr|shri|smt)$/i.test(word) : !isCommon(wordKey(word), NONE))
        ) {
          found.push(escaped(word));
        }
      }
    }
    return found.map((source) => ({
      kind,
      pattern: new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${source}(?![\\p{L}\\p{M}\\p{N}])`, 'giu'),
    }));
  });
}

export function replaceKnown(
  text: string,
  patterns: ReturnType<typeof knownPatterns>,
  placeholders: Placeholders,
): string {
  return patterns.reduce(
    (cleaned, { kind, pattern }) => cleaned.replace(pattern, (match) => placeholders.mark(kind, match)),
    text,
  );
}
