import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/*
 * Files are sealed under a key of their own, which is kept in a sealed column of the record they belong to: who deletes
 * the record makes its files unreadable at once, also in backups, and a change of the data keys need not touch the files.
 *
 *     1 version · 12 nonce · ciphertext · 16 tag
 *
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The associated data is the name of the file, so that one that is
 * put in the place of another does not open.
 */
const VERSION = 2;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes that sealing adds. */
export const SEALED_BYTES_OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;

/** A sealed file was altered, cut off, put in the place of another, or sealed under another key. */
export class BrokenFileSeal extends Error {
  readonly code = 'broken_seal';

  constructor() {
    super('a sealed file does not open: it was altered, or belongs elsewhere');
    this.name = 'BrokenFileSeal';
  }
}

/** A new key, as text for a sealed column. */
export const newFileKey = (): string => randomBytes(32).toString('base64');

export const fileKeyOf = (text: string): KeyObject => createSecretKey(Buffer.from(text, 'base64'));

export function sealBytes(bytes: Uint8Array, key: KeyObject, name: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const sealed = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([Buffer.of(VERSION), nonce, ...sealed, cipher.getAuthTag()]);
}

/** @throws BrokenFileSeal. */
export function openBytes(sealed: Uint8Array, key: KeyObject, name: string): Uint8Array {
  if (sealed.length < SEALED_BYTES_OVERHEAD || sealed[0] !== VERSION) throw new BrokenFileSeal();
  const body = 1 + NONCE_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, body), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(body, sealed.length - TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    // OpenSSL reports no more than this either.
    throw new BrokenFileSeal();
  }
}
