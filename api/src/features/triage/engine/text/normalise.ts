/** Zero-width characters, soft hyphens and marks of direction: written inside words, and no part of them. */
const INVISIBLE = /\u00ad|[\u200b-\u200f\u202a-\u202e\u2060-\u2064]|\ufeff|[\ufe00-\ufe0f]/g;
const LATIN_MARKS = /[\u0300-\u036f]/g;
/** English endings that say nothing here: `he's`, `mother's`, `they've`, `I'm`. */
const APOSTROPHE_ENDING = /'(?:s|re|ve|ll|m|d)$/;

/**
 * Spellings of Hindi in Devanagari that people and keyboards use for the same word: the nukta, nasal signs, short and long
 * final vowels of `ॉ`, and the half nasal consonants before another consonant.
 */
const DEVANAGARI: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\u093c\u200c\u200d]/g, ''],
  [/\u0901/g, '\u0902'],
  [/[\u0928\u092e\u0919\u091e\u0923]\u094d(?=[\u0915-\u0939])/g, '\u0902'],
  [/\u0949/g, '\u093e'],
  [/\u0911/g, '\u0906'],
  [/\u0903/g, ''],
];

/** Letters and signs that have no other form with which they could be confused; the table above replaces some. */
const PLAIN_DEVANAGARI = /^[\u0900-\u0928\u092a-\u0930\u0932\u0933\u0935-\u0950\u0955-\u0957\u0960-\u097f]+$/;
const REPLACED_DEVANAGARI = /[\u0901\u0903\u0911\u093c\u0949\u094d]/;

/** A word in the one form in which lexicons and statements are compared: lower case, no accents, one spelling of signs. */
export function normaliseWord(raw: string): string {
  if (PLAIN_DEVANAGARI.test(raw)) return REPLACED_DEVANAGARI.test(raw) ? unified(raw) : raw;
  let word = raw.toLowerCase();
  if (!isAscii(word)) {
    word = word
      .replace(/[’‘`´ʼ＇]/g, "'")
      .normalize('NFKD')
      .replace(INVISIBLE, '')
      .replace(LATIN_MARKS, '');
    if (/[\u0900-\u097f]/.test(word)) word = unified(word);
    word = word.normalize('NFC').toLowerCase();
  }
  if (!word.includes("'")) return word;
  return word.replace(APOSTROPHE_ENDING, '').replaceAll("'", '');
}

function unified(devanagari: string): string {
  let word = devanagari;
  for (const [pattern, replacement] of DEVANAGARI) word = word.replace(pattern, replacement);
  return word;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

const ZEROS = [0x30, 0x966, 0xff10, 0x660, 0x6f0, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];

/** Digits of any script that speakers of Indian languages, Urdu and Arabic type, as ASCII digits. */
export function asciiDigits(text: string): string {
  let digits = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const zero = ZEROS.find((first) => code >= first && code <= first + 9);
    digits += zero === undefined ? character : String(code - zero);
  }
  return digits;
}
