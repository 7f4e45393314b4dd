import { readFileSync } from 'node:fs';
import { wordKey } from './normalise.ts';

function wordsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(new URL(`./words/${file}.txt`, import.meta.url), 'utf8');
  return new Set(
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/))
      .filter((word) => word !== '')
      .map(wordKey),
  );
}

const NAMES = wordsOf('names');
const AMBIGUOUS = wordsOf('ambiguous');
const HINDI = wordsOf('hi');
const COMMON = new Set([...wordsOf('en'), ...wordsOf('hi-Latn'), ...HINDI]);
const HINDI_STEMS = new Set([...HINDI].map(hindiStem).filter((stem) => stem.length >= 3));

/** Regular endings of English words. */
const ENDINGS = [/s$/, /es$/, /ed$/, /d$/, /ing$/, /ly$/, /'s$/, /n't$/, /'(?:m|re|ve|ll|d)$/];

/** The word without its ending: दर्दों and दर्द share a stem. */
function hindiStem(word: string): string {
  return word.replace(/[ािीुूेैोौंः]+$/u, '');
}

/** Always a person, whatever it means besides. */
export const isName = (word: string): boolean => NAMES.has(word) || NAMES.has(word.replace(/'s$|s$/, ''));

/** A listed word that is a name in some places of a sentence. */
export const isAmbiguous = (word: string): boolean => AMBIGUOUS.has(word.replace(/'s$/, ''));

/** Whether a word (its `wordKey`) identifies no one. */
export function isCommon(word: string, more: ReadonlySet<string>): boolean {
  if (COMMON.has(word) || AMBIGUOUS.has(word) || more.has(word)) return true;
  if (/[\u0900-\u097f]/.test(word)) {
    const stem = hindiStem(word);
    return stem.length >= 3 && HINDI_STEMS.has(stem);
  }
  return ENDINGS.some((ending) => {
    const stem = word.replace(ending, '');
    if (stem === word || stem.length < 3) return false;
    return (
      COMMON.has(stem) ||
      more.has(stem) ||
      // Running, caring, carries.
      COMMON.has(stem.replace(/(.)\1$/, '$1')) ||
      COMMON.has(`${stem}e`) ||
      COMMON.has(stem.replace(/i$/, 'y'))
    );
  });
}
