import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the parameters all authenticator apps support: SHA-1, six digits, 30 seconds. */
const SHAPE = { issuer: 'Kiwimesh', algorithm: 'SHA1', digits: 6, period: 30 };
/** Time steps that the device's clock may be fast or slow. */
const SKEW = 1;
/** The length of the hash (RFC 4226, 4). */
const SECRET_BYTES = 20;

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The secret to type, and as a URI for a QR code. `email` is the account's label in the app. */
export function enrolment(secret: Buffer, email: string): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step of the code; null if the code belongs to no step within the skew. */
export function stepOf(secret: Buffer, code: string, now: Date): number | null {
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: SKEW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function totpOf(secret: Buffer, label = 'Kiwimesh'): TOTP {
  return new TOTP({ ...SHAPE, label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
}

const RECOVERY_CODES = 10;
/** Crockford's base 32 in lower case, without letters that look alike. 24 characters are 120 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 6;
const GROUP = 4;

/** Codes such as `k7f2-…`, six groups of four characters. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    // 32 divides 256, so all letters are equally likely.
    const letters = [...randomBytes(GROUPS * GROUP)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return letters.match(/.{4}/g)?.join('-') ?? letters;
  });
}

/** The stored hash of a recovery code. Blanks, hyphens and capitals in the typed code are ignored. */
export function recoveryHash(code: string): Buffer {
  const letters = code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return createHash('sha256').update(`recovery code:${letters}`).digest();
}
