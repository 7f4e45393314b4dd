import { createHash, timingSafeEqual } from 'node:crypto';
import type { Session } from '../models.ts';
import type { Keyring } from './keyring.ts';

const PREFIX = 'rt_';
/** 16 bytes of session id, 4 of generation, 32 of HMAC. */
const TOKEN_BYTES = 52;

export interface RefreshTokenParts {
  readonly id: string;
  readonly generation: number;
}

/**
 * A refresh token is `rt_` + base64url(session id ‖ generation ‖ HMAC(secret, id, generation, salt of the row)). It is
 * derived, so the same successor can be returned twice without being stored, and a used token can be distinguished from
 * an invented one, which must not be able to end a session. The row keeps only the SHA-256 of the current token.
 */
export class RefreshTokens {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  create({ id, generation }: RefreshTokenParts, salt: Buffer): string {
    return this.#underEachSecret({ id, generation }, salt)[0] as string;
  }

  /** The current token of the session again; null if it was made under a secret that has been removed. */
  currentOf(row: Session): string | null {
    const made = this.#underEachSecret(row, row.refreshSalt);
    return made.find((token) => digestOf(token).equals(row.refreshHash)) ?? null;
  }

  /** Whether this service made the token for the session. Compares digests in constant time. */
  isAuthentic(token: string, parts: RefreshTokenParts, salt: Buffer): boolean {
    const given = digestOf(token);
    return this.#underEachSecret(parts, salt).some((made) => timingSafeEqual(digestOf(made), given));
  }

  #underEachSecret({ id, generation }: RefreshTokenParts, salt: Buffer): readonly string[] {
    return this.#keyring.refreshMacs(id, generation, salt).map((mac) => {
      const bytes = Buffer.alloc(TOKEN_BYTES);
      bytes.write(id.replaceAll('-', ''), 'hex');
      bytes.writeUInt32BE(generation, 16);
      mac.copy(bytes, 20);
      return PREFIX + bytes.toString('base64url');
    });
  }
}

/** Null for anything that does not have the form of a refresh token. */
export function parseRefreshToken(token: string): RefreshTokenParts | null {
  if (!token.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
  if (bytes.length !== TOKEN_BYTES) return null;
  const hex = bytes.toString('hex', 0, 16);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { id, generation: bytes.readUInt32BE(16) };
}

export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
