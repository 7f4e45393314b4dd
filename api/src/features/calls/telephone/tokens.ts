import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** From the answer to the webhook to the first message of the stream, milliseconds: seconds, and a slow announcement. */
export const TOKEN_LASTS_MS = 2 * 60_000;

/** 256 random bits. Only the hash is stored. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export function tokenMatches(token: string, hash: Buffer | null): boolean {
  return hash !== null && timingSafeEqual(hashOf(token), hash);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
