import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Below this a secret could be guessed: 256 bits written as 32 characters or more. */
const MIN_SECRET_LENGTH = 32;

/** What a code is about, so that one cannot be used for another. */
export type AuditPurpose = 'entry' | 'seal' | 'head' | 'erasure';

interface KeySet {
  readonly id: string;
  readonly keys: Readonly<Record<AuditPurpose, KeyObject>>;
}

/**
 * The keys of the audit log's authentication codes (HMAC-SHA256, RFC 2104), derived by HKDF-SHA256 (RFC 5869) from
 * secrets of the settings. They are in no table: write access to every row is not enough to compute a code. The first
 * secret signs; the others verify what was written before the secret was changed.
 */
export class AuditKeys {
  readonly #sets: ReadonlyMap<string, KeySet>;
  readonly #current: KeySet;

  /** @throws when a secret is missing or too short to be one. */
  constructor(secrets: readonly string[]) {
    if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_SECRET_LENGTH)) {
      throw new Error(`each secret must have at least ${MIN_SECRET_LENGTH} characters`);
    }
    const sets = secrets.map(keySet);
    this.#current = sets[0] as KeySet;
    // Of two equal secrets either can be used.
    this.#sets = new Map(sets.map((set) => [set.id, set]));
  }

  /** Names the secret that signs now; written beside every code. */
  get id(): string {
    return this.#current.id;
  }

  knows(keyId: string): boolean {
    return this.#sets.has(keyId);
  }

  /** The code of a text, 32 bytes as 64 hexadecimal digits; undefined for an unknown key. */
  code(purpose: AuditPurpose, text: string, keyId: string = this.#current.id): string | undefined {
    const key = this.#sets.get(keyId)?.keys[purpose];
    return key === undefined ? undefined : createHmac('sha256', key).update(text).digest('hex');
  }

  /** The code under the present key. */
  sign(purpose: AuditPurpose, text: string): string {
    return createHmac('sha256', this.#current.keys[purpose]).update(text).digest('hex');
  }
}

function keySet(secret: string): KeySet {
  const bytes = (label: string) => Buffer.from(hkdfSync('sha256', secret, 'kiwimesh', label, 32));
  // Created once: from a Buffer each code would create its own.
  const derive = (label: string) => createSecretKey(bytes(label));
  return {
    id: createHash('sha256').update(bytes('audit key id')).digest('hex').slice(0, 16),
    keys: {
      entry: derive('audit entry'),
      seal: derive('audit seal'),
      head: derive('audit head'),
      erasure: derive('audit erasure'),
    },
  };
}
