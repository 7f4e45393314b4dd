import { MISHEARD_WORDS, type Phrases, SWITCHED_WORDS } from './phrases.ts';
import { pick, type Random, sample } from './random.ts';

type PhraseLanguage = keyof Phrases;

/** At most this share of the words gets a typing error, each word one: what a hurried person types on a phone. */
export const MAX_TYPO_SHARE = 0.15;
/** Shorter words keep their letters: one error makes another word of them, such as `not` and `now`. */
const MIN_LATIN_LETTERS = 5;
const MIN_DEVANAGARI_LETTERS = 4;

const LATIN = /^\p{Script=Latin}+$/u;
const DEVANAGARI = /^[\p{Script=Devanagari}\p{M}]+$/u;

/** Typing errors in at most `MAX_TYPO_SHARE` of the words, at least one where a word is long enough. */
export function withTypos(text: string, random: Random): string {
  const words = text.split(/(\s+)/);
  const spoken = words.flatMap((word, index) => (word.trim() === '' ? [] : [index]));
  const long = spoken.filter((index) => misspellingsOf(coreOf(words[index] ?? '')).length > 0);
  const chosen = new Set(sample(long, Math.max(1, Math.floor(spoken.length * MAX_TYPO_SHARE)), random));
  const mistyped = (word: string) => {
    const core = coreOf(word);
    return word.replace(core, pick(misspellingsOf(core), random));
  };
  return words.map((word, index) => (chosen.has(index) ? mistyped(word) : word)).join('');
}

/** A word without the punctuation around it. */
function coreOf(word: string): string {
  return word.replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, '');
}

/** The word with one error, in every way; none for words that are short, numbers, or of another script. */
function misspellingsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  const inner = letters.map((_, at) => at).slice(1);
  if (LATIN.test(word) && letters.length >= MIN_LATIN_LETTERS)
    return different(
      word,
      inner.flatMap((at) => latinErrorsAt(letters, at)),
    );
  if (DEVANAGARI.test(word) && letters.length >= MIN_DEVANAGARI_LETTERS)
    return different(
      word,
      inner.flatMap((at) => devanagariErrorsAt(letters, at)),
    );
  return [];
}

function different(word: string, errors: Iterable<readonly string[]>): readonly string[] {
  return Array.from(errors, (letters) => letters.join('')).filter((misspelt) => misspelt !== word);
}

const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Transposed, dropped, doubled, or the key beside it. The first letter stays, as it does in most real errors. */
function latinErrorsAt(letters: readonly string[], at: number): ReadonlyArray<readonly string[]> {
  const letter = letters[at] ?? '';
  const next = letters[at + 1];
  const row = KEYBOARD_ROWS.find((keys) => keys.includes(letter));
  const key = row?.indexOf(letter) ?? 0;
  const beside = [row?.[key - 1], row?.[key + 1]].filter((one) => one !== undefined);
  return [
    ...(next === undefined ? [] : [letters.with(at, next).with(at + 1, letter)]),
    letters.toSpliced(at, 1),
    letters.toSpliced(at, 0, letter),
    ...beside.map((one) => letters.with(at, one)),
  ];
}

/** Short and long vowels that are easily confused, by sound and by key. */
const VOWEL_PAIRS: Readonly<Record<string, string>> = {
  'ि': 'ी',
  'ी': 'ि',
  'ु': 'ू',
  'ू': 'ु',
  'े': 'ै',
  'ै': 'े',
  'ो': 'ौ',
  'ौ': 'ो',
  श: 'स',
  ण: 'न',
};

/** A vowel sign in its other length, or a sign left out: consonants are seldom missing in real errors. */
function devanagariErrorsAt(letters: readonly string[], at: number): ReadonlyArray<readonly string[]> {
  const letter = letters[at] ?? '';
  const other = VOWEL_PAIRS[letter];
  return [
    ...(other === undefined ? [] : [letters.with(at, other)]),
    ...(/\p{M}/u.test(letter) ? [letters.toSpliced(at, 1)] : []),
  ];
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
      word.length > 6 && LATIN.test(word) && random() < 0.1 ? `${word.slice(0, 3)} ${word}` : word,
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
