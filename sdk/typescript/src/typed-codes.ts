/**
 * Codes as people enter them: pasted with the sentence around them, grouped by spaces or dashes, in the digits of another
 * script, with invisible characters. A form limits the length of the code that is read here, never of its field.
 */

/** Format characters that messaging apps put around numbers: bidirectional marks, zero width blanks, byte order marks. */
const INVISIBLE = /[\p{Cf}\u115F\u1160\u180E\u3164\uFFA0]/gu;
/** Hyphens and dashes of any script, and the minus sign. */
const DASH = /[\p{Pd}\u2212]/gu;
/** Twenty-four letters and digits in groups of four, joined by dashes, by single blanks or by nothing. */
const RECOVERY_CODES = [
  /(?<![\p{L}\p{N}])[\da-z]{4}(?: ?- ?[\da-z]{4}){5}(?![\p{L}\p{N}])/iu,
  /^[\da-z]{4}(?: ?[\da-z]{4}){5}$/iu,
  /(?<![\p{L}\p{N}])(?=[a-z]*\d)[\da-z]{24}(?![\p{L}\p{N}])/iu,
];

/** Decimal digits of any script (९, ٩, ９) as 0-9: in Unicode the ten digits of a script are consecutive. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) as number;
    let zero = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero -= 1;
    return String(point - zero);
  });
}

/**
 * The digits of a one-time code in what a person typed or pasted; empty where there is none. Of several numbers in a
 * message the one of six digits counts, else the first of four to eight. The service decides whether the code is right.
 */
export function oneTimeCode(typed: string): string {
  const text = plain(typed);
  // Without letters it is the code alone, however it is grouped.
  if (!/\p{L}/u.test(text)) return text.replace(/\D/g, '');
  const numbers = text.match(/\d+/g) ?? [];
  const grouped = (text.match(/\d+(?:[ -]\d+)+/g) ?? []).map((group) => group.replace(/\D/g, ''));
  const likely = [...grouped, ...numbers].filter(({ length }) => length >= 4 && length <= 8);
  return likely.find(({ length }) => length === 6) ?? likely[0] ?? numbers.join('');
}

/** What proves a second factor: a code of the authenticator app, or a recovery code. */
export interface SecondFactorProof {
  readonly code?: string;
  readonly recoveryCode?: string;
}

/**
 * Distinguishes a code of an authenticator app (six digits) from a recovery code in typed or pasted text. Anything else
 * is returned as a recovery code, which the service rejects; an empty text gives neither.
 */
export function secondFactorProof(typed: string): SecondFactorProof {
  const text = plain(typed);
  if (text === '') return {};
  for (const pattern of RECOVERY_CODES) {
    const [recoveryCode] = pattern.exec(text) ?? [];
    if (recoveryCode !== undefined) return { recoveryCode };
  }
  const code = oneTimeCode(text);
  return code.length === 6 ? { code } : { recoveryCode: text };
}

function plain(typed: string): string {
  return latinDigits(typed.replace(INVISIBLE, ''))
    .normalize('NFKC')
    .replace(DASH, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
