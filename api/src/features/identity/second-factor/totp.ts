import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app reads it: SHA-1, six digits, 30 seconds. */
const SHAPE = { issuer: 'Kiwimesh', algorithm: 'SHA1', digits: 6, period: 30 };
/** Steps a clock may be off, either way. */
const SKEW = 1;
/** Bytes of a secret: the length of the hash (RFC 4226, 4). */
const SECRET_BYTES = 20;

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The secret as people type it, and as an app reads it from a QR code. `email` tells accounts apart in the app. */
export function enrolment(secret: Buffer, email: string): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step the code belongs to, null when it is of none that is near. */
export function stepOf(secret: Buffer, code: string, now: Date): number | null {
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: SKEW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function totpOf(secret: Buffer, label = 'Kiwimesh'): TOTP {
  return new TOTP({ ...SHAPE, label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
}

/** How many codes are given at once. */
const RECOVERY_CODES = 10;
/** Crockford's letters and digits, lower case: none is mistaken for another. 24 of 32 are 120 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 6;
const GROUP = 4;

/** Codes such as `k7f2-…`, six groups of four, for the day the phone is lost. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    // 32 divides 256: every letter is as likely as any other.
    const letters = [...randomBytes(GROUPS * GROUP)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return letters.match(/.{4}/g)?.join('-') ?? letters;
  });
}

/** What is stored of a recovery code; blanks, hyphens and capitals do not matter when it is typed. */
export function recoveryHash(code: string): Buffer {
  const letters = code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return createHash('sha256').update(`recovery code:${letters}`).digest();
}
