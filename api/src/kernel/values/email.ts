import { domainToASCII } from 'node:url';
import { latinDigits, type Normalised, withoutInvisible } from './text.ts';

/** RFC 5321, 4.5.3.1. */
const MAX_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
/** A dot-atom of RFC 5322, 3.2.3. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An email address in the one form in which it is stored and compared: lower case, and the domain as in DNS, so
 * `Asha@münchen.example` is `asha@xn--mnchen-3ya.example`. `mailto:` and the name before `<…>` are removed.
 */
export function normaliseEmail(text: string): Normalised {
  if (!text.isWellFormed() || text.length > 4 * MAX_LENGTH) return refused();
  const bare = withoutInvisible(text.normalize('NFKC')).trim();
  const address = (/^[^<>]*<([^<>]*)>$/.exec(bare)?.[1] ?? bare).replace(/^mailto:/i, '').trim();
  const at = address.lastIndexOf('@');
  if (at < 1) return refused();
  const local = latinDigits(address.slice(0, at)).toLowerCase();
  if (/[^\x20-\x7e]/.test(local)) {
    return { fault: 'must have only letters without accents (a-z), digits and symbols before the @' };
  }
  const domain = domainToASCII(address.slice(at + 1).replace(/\.$/, '')).toLowerCase();
  const value = `${local}@${domain}`;
  const fits = value.length <= MAX_LENGTH && local.length <= MAX_LOCAL_PART_LENGTH;
  // The last label of a public name is never all digits (RFC 3696, 2): such an address is an IP address.
  const named = DOMAIN.test(domain) && !/\.\d+$/.test(domain);
  return fits && named && LOCAL_PART.test(local) ? { value } : refused();
}

/**
 * For addresses from settings and seeds rather than a request; a value that is not an address is only put in lower
 * case.
 */
export function canonicalEmail(text: string): string {
  const result = normaliseEmail(text);
  return 'value' in result ? result.value : text.trim().toLowerCase();
}

function refused(): Normalised {
  return { fault: 'must be an email address such as name@example.org' };
}
