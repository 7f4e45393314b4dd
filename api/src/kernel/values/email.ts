import { domainToASCII } from 'node:url';
import { latinDigits, type Normalised, withoutInvisible } from './text.ts';

/** RFC 5321, 4.5.3.1. */
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
/** A dot-atom of RFC 5322, 3.2.3. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An email address in the one form it is kept and compared in: lower case, and the domain as DNS has it, so
 * `Asha@münchen.example` is `asha@xn--mnchen-3ya.example`. `mailto:` and the name before `<…>` are taken off.
 */
export function normaliseEmail(text: string): Normalised {
  if (!text.isWellFormed() || text.length > 4 * LONGEST) return refused();
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
  const fits = value.length <= LONGEST && local.length <= LONGEST_LOCAL_PART;
  // The last label of a public name is never all digits (RFC 3696, 2): such an address is an IP address.
  const named = DOMAIN.test(domain) && !/\.\d+$/.test(domain);
  return fits && named && LOCAL_PART.test(local) ? { value } : refused();
}

/** For addresses that come from settings and seeds rather than a request; what is no address is left, in lower case. */
export function canonicalEmail(text: string): string {
  const result = normaliseEmail(text);
  return 'value' in result ? result.value : text.trim().toLowerCase();
}

function refused(): Normalised {
  return { fault: 'must be an email address such as name@example.org' };
}
