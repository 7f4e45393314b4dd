import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * A sealed value, in bytes:
 *
 *     1 version · 4 key id · 12 nonce · ciphertext · 16 tag
 *
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The associated data is the table, column and row id, so
 * that a value moved to another row or column does not open. Each column is sealed under a key of its own, derived from
 * the data key by HKDF-SHA-256 (RFC 5869): SP 800-38D section 8.3 allows 2^32 random nonces per key, which here means
 * 2^32 writes of one column before the data key should be changed.
 */
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
/** Bytes that sealing adds to a value. */
export const SEAL_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/** A column: the domain of a derived key. */
export interface Column {
  readonly table: string;
  readonly column: string;
}

/** The place of one value. */
export interface Cell extends Column {
  /** The row's id, or another permanent name of the row. */
  readonly row: string;
}

/** A sealed value was made under a key that is no longer in the settings. */
export class UnknownDataKey extends Error {
  readonly code = 'unknown_data_key';
  readonly keyId: string;

  constructor(keyId: string) {
    super(
      `a value is sealed under the data key ${keyId}, which is in neither KIWIMESH_DATA_KEY nor KIWIMESH_PREVIOUS_DATA_KEYS`,
    );
    this.name = 'UnknownDataKey';
    this.keyId = keyId;
  }
}

/** A sealed value was altered, cut off, or belongs to another row or column. */
export class BrokenSeal extends Error {
  readonly code = 'broken_seal';

  constructor({ table, column, row }: Cell) {
    super(`${table}.${column} of row ${row} does not open: it was altered or belongs elsewhere`);
    this.name = 'BrokenSeal';
  }
}

/**
 * One secret and the keys derived from it, each derived at first use. Keys are kept as KeyObjects: given bytes, Node
 * makes a new key for every value, which costs four times as much as opening one.
 */
class DataKey {
  readonly id: Buffer;
  readonly #secret: Buffer;
  readonly #derived = new Map<string, KeyObject>();

  constructor(secret: string) {
    this.#secret = Buffer.from(secret, 'utf8');
    this.id = this.#bytes('id', KEY_ID_BYTES);
  }

  sealing({ table, column }: Column): KeyObject {
    return this.#key(`seal ${table}.${column}`);
  }

  indexing({ table, column }: Column): KeyObject {
    return this.#key(`index ${table}.${column}`);
  }

  #key(purpose: string): KeyObject {
    let key = this.#derived.get(purpose);
    if (key === undefined) {
      key = createSecretKey(this.#bytes(purpose, 32));
      this.#derived.set(purpose, key);
    }
    return key;
  }

  #bytes(purpose: string, bytes: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#secret, 'kiwimesh data key', purpose, bytes));
  }
}

/**
 * The keys that personal data is sealed with. New values are sealed under the first; the others only open existing
 * values, until those have been re-encrypted (see reencrypt.ts).
 */
export class DataKeys {
  readonly #keys: readonly [DataKey, ...DataKey[]];

  /** @param secrets the newest first; each at least 32 characters of randomness. */
  constructor(secrets: readonly [string, ...string[]]) {
    const [newest, ...previous] = secrets;
    this.#keys = [new DataKey(newest), ...previous.map((secret) => new DataKey(secret))];
    const ids = new Set(this.ids);
    if (ids.size !== this.#keys.length) throw new Error('a data key is given twice');
  }

  /** Ids in hexadecimal, the newest first. They reveal nothing about the keys. */
  get ids(): readonly string[] {
    return this.#keys.map((key) => key.id.toString('hex'));
  }

  /** Whether more than one key is in use. */
  get rotating(): boolean {
    return this.#keys.length > 1;
  }

  seal(value: string, cell: Cell): Buffer {
    const [key] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.sealing(cell), nonce);
    cipher.setAAD(associated(cell));
    const sealed = [cipher.update(value, 'utf8'), cipher.final()];
    return Buffer.concat([Buffer.of(VERSION), key.id, nonce, ...sealed, cipher.getAuthTag()]);
  }

  /** @throws UnknownDataKey, BrokenSeal. */
  open(sealed: Buffer, cell: Cell): string {
    if (sealed.length < SEAL_BYTES || sealed[0] !== VERSION) throw new BrokenSeal(cell);
    const id = sealed.subarray(1, HEADER_BYTES);
    const key = this.#keys.find((candidate) => candidate.id.equals(id));
    if (key === undefined) throw new UnknownDataKey(id.toString('hex'));
    const body = HEADER_BYTES + NONCE_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key.sealing(cell), sealed.subarray(HEADER_BYTES, body), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associated(cell));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    try {
      return (
        decipher.update(sealed.subarray(body, sealed.length - TAG_BYTES), undefined, 'utf8') +
        decipher.final('utf8')
      );
    } catch {
      // OpenSSL reports no more than this either.
      throw new BrokenSeal(cell);
    }
  }

  /** Whether a sealed value is under the newest key. */
  isNewest(sealed: Buffer): boolean {
    return sealed[0] === VERSION && sealed.subarray(1, HEADER_BYTES).equals(this.#keys[0].id);
  }

  /**
   * The blind index of a value: HMAC-SHA-256 under a key of the column. Equal values have equal indexes; without the
   * key an index cannot be traced to its value, not even by trying all phone numbers.
   */
  index(value: string, column: Column): Buffer {
    return digest(this.#keys[0], value, column);
  }

  /** The index under every key, the newest first: what to search for while keys are being changed. */
  indexes(value: string, column: Column): readonly Buffer[] {
    return this.#keys.map((key) => digest(key, value, column));
  }
}

function digest(key: DataKey, value: string, column: Column): Buffer {
  return createHmac('sha256', key.indexing(column)).update(value, 'utf8').digest();
}

function associated({ table, column, row }: Cell): Buffer {
  return Buffer.from(`${table}.${column}\n${row}`, 'utf8');
}
