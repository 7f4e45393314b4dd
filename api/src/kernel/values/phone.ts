import { createRequire } from 'node:module';
import { latinDigits, type Normalised, withoutInvisible } from './text.ts';

type Library = typeof import('libphonenumber-js/min');

const require = createRequire(import.meta.url);
let library: Library | undefined;

/** The library takes 50 ms or more to load, so it is loaded when the first number arrives. */
function parser(): Library {
  library ??= require('libphonenumber-js/min') as Library;
  return library;
}

/** E.164 has 15 digits at most; twice that is room for a trunk prefix, an exit code, and punctuation. */
const MAX_LENGTH = 64;
/**
 * Characters that people put between digits. A comma or semicolon means a pause or a second number and is not among
 * them.
 */
const PUNCTUATION = /[\s().\-/‐-―−・·]/g;
/** `ext. 5`, `x5`, `extn 5`, `#5`, `;ext=5`, `, 5`. */
const EXTENSION = /\s*(?:;?\s*ext(?:ensio)?n?\.?\s*[=:]?|;?\s*x|#|,+|;)\s*\d{1,7}\s*#?$/i;
const FLOAT = /^\+?(\d+)\.0+$/;
const SCIENTIFIC = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/**
 * Normalises a phone number, as written by a person, a contact list or a spreadsheet, to E.164.
 *  Length and first digits must fit the country's plan as a whole. This needs no data about single ranges: those change
 *  faster than a library, and a real resident must not be rejected. A number that cannot be dialled is rejected, with a
 *  suggestion where one correction makes it valid.
 *
 * @param country ISO 3166-1 alpha-2, for numbers written without a country code.
 */
export function normalisePhone(text: string, country: string): Normalised {
  if (!text.isWellFormed() || text.length > MAX_LENGTH * 2) return refused('must be a phone number');
  const typed = unwrapped(latinDigits(withoutInvisible(text.normalize('NFKC'))).trim());
  if (typed.length > MAX_LENGTH) return refused('must be one phone number');

  const scientific = SCIENTIFIC.exec(typed);
  if (scientific !== null) {
    const [, first, rest = '', power] = scientific;
    // 9.19700000005E+11 still has every digit; in 9.197E+11 eight of them are lost.
    if (rest.length !== Number(power)) {
      return refused('has lost digits in a spreadsheet: format the column as text, then export it again');
    }
    return read(`${first}${rest}`, country);
  }
  const float = FLOAT.exec(typed);
  if (float !== null) return read(float[1] as string, country);

  const extension = EXTENSION.exec(typed);
  if (extension !== null) {
    const without = read(typed.slice(0, extension.index), country);
    const detail = 'must be a phone number without an extension';
    return 'value' in without ? refused(detail, without.value) : refused(detail);
  }
  return read(typed, country);
}

/** Removes a link's `tel:`, and the marks by which spreadsheets store digits as text. */
function unwrapped(text: string): string {
  const bare = text.replace(/^="(.*)"$/, '$1').replace(/^'/, '');
  if (!/^(?:tel|sms|callto|whatsapp):/i.test(bare)) return bare.trim();
  // RFC 3966: `tel:70001-00200;phone-context=+91`; a context that is not a number names a network and adds nothing.
  const [number = '', ...parameters] = bare
    .slice(bare.indexOf(':') + 1)
    .replace(/^\/\//, '')
    .split(';');
  const context = parameters.map((each) => /^phone-context=(\+\d+)$/i.exec(each)?.[1]).find(Boolean) ?? '';
  const rest = parameters.filter((each) => /^ext=/i.test(each)).map((each) => `;${each}`);
  const digits = number.replaceAll(/%2B/gi, '+').replaceAll(/%20/g, ' ');
  return `${digits.startsWith('+') ? '' : context}${digits}${rest.join('')}`.trim();
}

function read(written: string, country: string): Normalised {
  const compact = written.replaceAll(PUNCTUATION, '').replace(/^00/, '+');
  if (/\p{L}/u.test(compact)) return refused('must be a phone number in digits, without letters');
  if (!/^\+?\d+$/.test(compact)) {
    const several = written.split(/[,;&|/+]|\s{2,}/).filter((part) => /\d{6}/.test(part)).length > 1;
    return refused(
      several ? 'must be one phone number' : 'must be a phone number in digits',
      guess(compact, country),
    );
  }
  const number = parsed(compact, country);
  if (number !== undefined) return { value: number };
  const suggestion = guess(compact, country);
  return compact.startsWith('+')
    ? refused('is not a valid phone number: check the digits', suggestion)
    : refused('is not a valid phone number: check the digits, and write the country code with +', suggestion);
}

/** E.164 when the number fits the plan of its country. */
function parsed(compact: string, country: string): string | undefined {
  const number = parser().parsePhoneNumberFromString(compact, country as 'IN');
  return number?.isValid() === true ? number.number : undefined;
}

/** The number most likely intended: a country code written twice, or one without its +. */
function guess(compact: string, country: string): string | undefined {
  const digits = compact.replaceAll(/\D/g, '');
  const calling = parser().isSupportedCountry(country as 'IN')
    ? parser().getCountryCallingCode(country as 'IN')
    : '';
  const candidates = [digits];
  const code = new RegExp(`^(?:00)?${calling}(?:00)?0*${calling}`);
  if (calling !== '' && code.test(digits)) candidates.unshift(digits.replace(code, calling));
  const bare = candidates.map((each) => each.replace(/^0+/, ''));
  const numbers = [...bare.map((each) => `+${each}`), ...bare];
  return numbers.map((each) => parsed(each, country)).find(Boolean);
}

/** @param e164 the number to suggest. */
function refused(fault: string, e164?: string): Normalised {
  if (e164 === undefined) return { fault };
  const suggestion = parser().parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  return { fault: `${fault}. Did you mean ${suggestion}?`, suggestion };
}

/** The country of a number in E.164, ISO 3166-1 alpha-2; null where it is of none, or of several that cannot be distinguished. */
export function countryOf(e164: string): string | null {
  return parser().parsePhoneNumberFromString(e164)?.country ?? null;
}
