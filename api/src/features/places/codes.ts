import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O and U, which are read as other characters or spell words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 9 random characters are 45 bits: a code is printed in public, so it only has to be impractical to guess from afar. */
const RANDOM_CHARACTERS = 9;

/** A new code: random characters and one that checks them. */
export function newPlaceCode(): string {
  const random = Array.from(
    { length: RANDOM_CHARACTERS },
    () => ALPHABET[randomInt(ALPHABET.length)] as string,
  ).join('');
  return random + checkCharacter(random);
}

/**
 * The code that was typed or scanned, in its one form: upper case, no hyphens, the digits that letters stand for.
 * @returns null for what cannot be a code, such as one with a character mistyped.
 */
export function readPlaceCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll('-', '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (code.length !== RANDOM_CHARACTERS + 1) return null;
  const random = code.slice(0, RANDOM_CHARACTERS);
  if ([...code].some((character) => !ALPHABET.includes(character))) return null;
  return code.endsWith(checkCharacter(random)) ? code : null;
}

/** The Luhn algorithm for 32 characters (ISO/IEC 7812-1 has it for 10): it finds every single wrong character. */
function checkCharacter(text: string): string {
  const base = ALPHABET.length;
  let sum = 0;
  for (const [index, character] of [...text].reverse().entries()) {
    const value = ALPHABET.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / base) + (value % base);
  }
  return ALPHABET[(base - (sum % base)) % base] as string;
}
