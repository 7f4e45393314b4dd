import { Problem } from '../../../../kernel/ground/problem.ts';
import { isCommonPassword } from './common.ts';

/**
 * One rule for everybody: 15 characters, as NIST SP 800-63B-4 (3.1.1.2) asks where the password is the only factor,
 * with or without a second one. Why: docs/decisions/2026-11-22-passwords.md.
 */
export const PASSWORD_LENGTH = { least: 15, most: 128 };

/** Fewer letters than this beside the person's own name say that the name is the password. */
const LEAST_OF_ONES_OWN = 8;
/** Characters that do not merely go on as those before: a run such as `123456…` has one. */
const LEAST_FRESH = 6;
const LEAST_DISTINCT = 5;

/** The name of the service is the first thing a guesser tries with a member of its staff. */
const SERVICE = ['kiwimesh', 'kiwi', 'mesh'];

/** How people dress up a word. */
const DISGUISE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Keys beside one another, and what follows what; digits go round. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** One spelling for one password, whatever the keyboard: full-width letters, ligatures, composed accents (NFKC). */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Why a password will not do, for pages with words of their own; and what is said without them. */
export type PasswordReason = 'too_short' | 'too_long' | 'monotonous' | 'common' | 'personal';

const IN_WORDS = {
  monotonous: 'The password is a repetition or a row of the keyboard.',
  common: 'The password is common or has leaked, or differs little from one that is or has.',
  personal: 'The password is made up of your name, your email or the name of this service.',
} as const;

export interface PasswordFault {
  /** All that apply. */
  readonly reasons: readonly PasswordReason[];
  /** The same in words for the person. */
  readonly detail: string;
}

/**
 * What is wrong with a new password; null when it will do. Length counts Unicode code points, and one of the wrong length
 * is looked at no further.
 * No rules about kinds of characters: they make passwords harder to keep in mind, not to guess (NIST, same section).
 * @param about what others know of the person: names and email.
 */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  const normalised = normalisedPassword(password);
  const length = [...normalised].length;
  if (length < PASSWORD_LENGTH.least) {
    const detail = `The password has ${length} characters; it needs at least ${PASSWORD_LENGTH.least}. Four unrelated words are easy to remember.`;
    return { reasons: ['too_short'], detail };
  }
  if (length > PASSWORD_LENGTH.most) {
    const detail = `The password is longer than ${PASSWORD_LENGTH.most} characters.`;
    return { reasons: ['too_long'], detail };
  }
  const folded = fold(normalised);
  const forms = [folded, undisguised(folded)];
  const judges = {
    monotonous: isMonotonous,
    common: isCommon,
    personal: (form: string) => isAboutThePerson(form, about),
  };
  const reasons = (['monotonous', 'common', 'personal'] as const).filter((reason) =>
    forms.some((form) => judges[reason](form)),
  );
  if (reasons.length === 0) return null;
  return { reasons, detail: [...reasons.map((reason) => IN_WORDS[reason]), 'Choose another one.'].join(' ') };
}

/** @throws Problem `password_unacceptable` saying why. `about`: names and email of the person. */
export function assertAcceptablePassword(
  password: string,
  about: readonly string[],
  pointer = '/password',
): void {
  const fault = passwordFault(password, about);
  if (fault === null) return;
  const { detail, reasons } = fault;
  throw new Problem('password_unacceptable', {
    detail,
    errors: [{ pointer, detail }],
    extensions: { reasons },
  });
}

/** Lower case, without accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function undisguised(text: string): string {
  return [...text].map((character) => DISGUISE[character] ?? character).join('');
}

/** The whole of it is compared, not words inside it; numbers and signs put around or between change nothing. */
function isCommon(text: string): boolean {
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const core = bare.replaceAll(/^\p{N}+|\p{N}+$/gu, '');
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  const candidates = [text, bare, core, letters].filter((word) => word.length > 0);
  return candidates.some((word) => isCommonPassword(word) || isCommonPassword(period(word)));
}

/** The shortest beginning that gives the whole when repeated; the last time may be cut off. */
function period(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

function isMonotonous(text: string): boolean {
  const characters = [...text];
  if (new Set(characters).size < LEAST_DISTINCT || period(text).length < LEAST_DISTINCT) return true;
  const fresh = characters.filter(
    (character, index) => index === 0 || !goesOn(characters[index - 1], character),
  );
  return fresh.length < LEAST_FRESH;
}

function goesOn(before: string | undefined, character: string): boolean {
  if (before === character) return true;
  return ROWS.some((row) => row.includes(`${before}${character}`) || row.includes(`${character}${before}`));
}

function isAboutThePerson(text: string, about: readonly string[]): boolean {
  const words = [...about, ...SERVICE].flatMap((known) => fold(known).split(/[^\p{L}\p{N}]+/u));
  const longestFirst = [...new Set(words)]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  let rest = text;
  for (const word of longestFirst) rest = rest.replaceAll(word, ' ');
  if (rest === text) return false;
  const own = rest.replaceAll(/[^\p{L}]/gu, '');
  return own.length < LEAST_OF_ONES_OWN || isCommonPassword(own);
}
