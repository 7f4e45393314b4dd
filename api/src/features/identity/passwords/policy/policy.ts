import { Problem } from '../../../../kernel/ground/problem.ts';
import { identityProblems } from '../../problems.ts';
import { isCommonPassword } from './common.ts';

/**
 * 15 characters, the minimum of NIST SP 800-63B-4 (3.1.1.2) where the password is the only factor; required with a second
 * factor as well. Why: docs/decisions/2026-11-22-passwords.md.
 */
export const PASSWORD_LENGTH = { min: 15, max: 128 };

/** With fewer letters than this beside the person's own name, the name is most of the password. */
const MIN_OTHER_LETTERS = 8;
/** Characters that do not continue a run: `123456…` has one. */
const MIN_RUNS = 6;
const MIN_DISTINCT = 5;

/** Attackers try the name of the service first. */
const SERVICE_NAMES = ['kiwimesh', 'kiwi', 'mesh'];

/** Common substitutions for letters. */
const SUBSTITUTIONS: Readonly<Record<string, string>> = {
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

/** Alphabet, digits (0 follows 9) and rows of the keyboard. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** NFKC, so that full-width letters, ligatures and composed accents from different keyboards are the same password. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Why a password is unacceptable, for pages with their own wording. */
export type PasswordReason = 'too_short' | 'too_long' | 'monotonous' | 'common' | 'personal';

const DETAILS = {
  monotonous: 'The password is a repetition or a row of the keyboard.',
  common: 'The password is common or has leaked, or differs little from one that is or has.',
  personal: 'The password is made up of your name, your email or the name of this service.',
} as const;

export interface PasswordFault {
  /** All that apply. */
  readonly reasons: readonly PasswordReason[];
  /** The reasons as a text for the person. */
  readonly detail: string;
}

/**
 * What is wrong with a new password; null if it is acceptable. Length counts Unicode code points and is checked first.
 * There are no rules about kinds of characters, which make passwords harder to remember but not to guess (NIST, same
 * section).
 * @param about what others know about the person: names and email.
 */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  const normalised = normalisedPassword(password);
  const length = [...normalised].length;
  if (length < PASSWORD_LENGTH.min) {
    const detail = `The password has ${length} characters; it needs at least ${PASSWORD_LENGTH.min}. Four unrelated words are easy to remember.`;
    return { reasons: ['too_short'], detail };
  }
  if (length > PASSWORD_LENGTH.max) {
    const detail = `The password is longer than ${PASSWORD_LENGTH.max} characters.`;
    return { reasons: ['too_long'], detail };
  }
  const folded = fold(normalised);
  const forms = [folded, withoutSubstitutions(folded)];
  const checks = {
    monotonous: isMonotonous,
    common: isCommon,
    personal: (form: string) => isPersonal(form, about),
  };
  const reasons = (['monotonous', 'common', 'personal'] as const).filter((reason) =>
    forms.some((form) => checks[reason](form)),
  );
  if (reasons.length === 0) return null;
  return { reasons, detail: [...reasons.map((reason) => DETAILS[reason]), 'Choose another one.'].join(' ') };
}

/** @param about names and email of the person. @throws Problem `password_unacceptable` with the reasons. */
export function assertAcceptablePassword(
  password: string,
  about: readonly string[],
  pointer = '/password',
): void {
  const fault = passwordFault(password, about);
  if (fault === null) return;
  const { detail, reasons } = fault;
  throw new Problem(identityProblems.password_unacceptable, {
    detail,
    errors: [{ pointer, detail }],
    extensions: { reasons },
  });
}

/** Lower case, without accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function withoutSubstitutions(text: string): string {
  return [...text].map((character) => SUBSTITUTIONS[character] ?? character).join('');
}

/** Compares the whole password, not words in it, also without the digits and signs around and between its letters. */
function isCommon(text: string): boolean {
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const core = bare.replaceAll(/^\p{N}+|\p{N}+$/gu, '');
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  const candidates = [text, bare, core, letters].filter((word) => word.length > 0);
  return candidates.some((word) => isCommonPassword(word) || isCommonPassword(period(word)));
}

/** The shortest prefix whose repetition gives the whole text; the last repetition may be cut off. */
function period(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

function isMonotonous(text: string): boolean {
  const characters = [...text];
  if (new Set(characters).size < MIN_DISTINCT || period(text).length < MIN_DISTINCT) return true;
  const runs = characters.filter(
    (character, index) => index === 0 || !continuesRun(characters[index - 1], character),
  );
  return runs.length < MIN_RUNS;
}

function continuesRun(before: string | undefined, character: string): boolean {
  if (before === character) return true;
  return ROWS.some((row) => row.includes(`${before}${character}`) || row.includes(`${character}${before}`));
}

function isPersonal(text: string, about: readonly string[]): boolean {
  const words = [...about, ...SERVICE_NAMES].flatMap((known) => fold(known).split(/[^\p{L}\p{N}]+/u));
  const longestFirst = [...new Set(words)]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  let rest = text;
  for (const word of longestFirst) rest = rest.replaceAll(word, ' ');
  if (rest === text) return false;
  const other = rest.replaceAll(/[^\p{L}]/gu, '');
  return other.length < MIN_OTHER_LETTERS || isCommonPassword(other);
}
