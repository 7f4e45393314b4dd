import { MISHEARD_WORDS, type Phrases, SWITCHED_WORDS } from './phrases.ts';
import { pick, type Random, sample } from './random.ts';

type PhraseLanguage = keyof Phrases;

/** At most this share of the words gets a typing error, each word one: what a hurried person types on a phone. */
export const MAX_TYPO_SHARE = 0.2;
/**
 * Shorter words keep their letters: one error makes another word of them, such as `not` and `now`. A syllable of
 * Devanagari is one letter here and holds what Latin writes in two.
 */
const MIN_LATIN_LETTERS = 5;
const MIN_LETTERS = 3;

const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const LETTERS = /^[\p{L}\p{M}]+$/u;

type Mistype = (letters: readonly string[], at: number) => readonly string[];

/** Errors inside a word: its first letter stays, as it does in most real errors. */
const MISTYPES: readonly Mistype[] = [
  // Transposed: `breahting`.
  (letters, at) => letters.with(at, letters[at + 1] ?? '').with(at + 1, letters[at] ?? ''),
  // Dropped: `brething`.
  (letters, at) => letters.toSpliced(at, 1),
  // Doubled: `breaathing`.
  (letters, at) => letters.toSpliced(at, 0, letters[at] ?? ''),
];

/** Typing errors in at most `MAX_TYPO_SHARE` of the words, at least one where a word is long enough. */
export function withTypos(text: string, random: Random): string {
  const words = text.split(/(\s+)/);
  const spoken = words.flatMap((word, index) => (word.trim() === '' ? [] : [index]));
  const long = spoken.filter((index) => isLong(lettersOf(words[index] ?? '')));
  const chosen = new Set(sample(long, Math.max(1, Math.floor(spoken.length * MAX_TYPO_SHARE)), random));
  return words.map((word, index) => (chosen.has(index) ? mistyped(word, random) : word)).join('');
}

function isLong(letters: readonly string[]): boolean {
  const isLatin = letters.every((letter) => /\p{Script=Latin}/u.test(letter));
  return letters.length >= (isLatin ? MIN_LATIN_LETTERS : MIN_LETTERS);
}

function mistyped(word: string, random: Random): string {
  const letters = lettersOf(word);
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const neighbours = neighbourKeys(letters[at] ?? '');
  // The key beside it: `brrathing`.
  const beside: Mistype = () => letters.with(at, pick(neighbours, random));
  const mistype = pick(neighbours.length > 0 ? [...MISTYPES, beside] : MISTYPES, random);
  return word.replace(letters.join(''), mistype(letters, at).join(''));
}

/** The letters of a word without the punctuation around it, as people see them; none when it holds anything else. */
function lettersOf(word: string): readonly string[] {
  const core = word.replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, '');
  if (!LETTERS.test(core)) return [];
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(core),
    (one) => one.segment,
  );
}

function neighbourKeys(letter: string): readonly string[] {
  const row = KEYBOARD_ROWS.find((keys) => keys.includes(letter));
  const at = row?.indexOf(letter) ?? 0;
  return [row?.[at - 1], row?.[at + 1]].filter((key) => key !== undefined);
}

/** What speech recognition makes of it: lower case, no punctuation, other spellings, words begun twice. */
export function asRecognised(text: string, language: PhraseLanguage, random: Random): string {
  const words = text
    .toLowerCase()
    .replace(/(\d)\/(\d)/g, '$1 over $2')
    // Points and commas inside numbers stay.
    .replace(/(?<!\d)[.,]|[.,](?!\d)|[;:!?"()[\]{}।…–—-]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const misheard = words.map((word) => replacement(MISHEARD_WORDS[language], word) ?? word);
  return misheard
    .map((word) =>
      word.length > 6 && LETTERS.test(word) && random() < 0.1 ? `${word.slice(0, 3)} ${word}` : word,
    )
    .join(' ');
}

/** Small connecting words in the other language of mixed speech. */
export function withSwitchedWords(text: string, language: PhraseLanguage): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => replacement(SWITCHED_WORDS[language], word) ?? word);
}

function replacement(words: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
