import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** 256 bits take at least 32 characters; a shorter secret could be guessed. */
const MIN_SECRET_LENGTH = 32;
/** DER of `PrivateKeyInfo { version 0, algorithm Ed25519, privateKey OCTET STRING (32) }` up to the key's own bytes (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Bytes of a nonce and of a tag (NIST SP 800-38D). */
const NONCE = 12;
const TAG = 16;

/** Part of the digest's input, so that equal values of different kinds have different digests. */
export type IndexKind = 'phone' | 'address' | 'device' | 'email' | 'account';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** The key itself, base64url. */
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/**
 * All keys of identity, derived from the configured secrets (HKDF-SHA256, one label per purpose), so that the processes
 * of an installation have the same keys without sharing files. The first secret signs and the others only verify, so a
 * secret can be changed without signing anyone out.
 */
export class Keyring {
  readonly signing: SigningKey;
  readonly #byKid: ReadonlyMap<string, SigningKey>;
  readonly #refresh: readonly KeyObject[];
  readonly #links: readonly KeyObject[];
  readonly #sealing: readonly KeyObject[];
  readonly #codes: readonly KeyObject[];
  readonly #index: readonly KeyObject[];

  /** @throws when there is no secret, or one is too short. */
  constructor(secrets: readonly string[]) {
    const [first] = secrets;
    if (first === undefined || secrets.some((secret) => secret.length < MIN_SECRET_LENGTH)) {
      throw new Error(`each secret must have at least ${MIN_SECRET_LENGTH} characters`);
    }
    const keys = secrets.map((secret) => signingKey(derive(secret, 'access token')));
    this.signing = keys[0] as SigningKey;
    this.#byKid = new Map(keys.map((key) => [key.kid, key]));
    this.#refresh = secrets.map((secret) => secretKey(secret, 'refresh token'));
    this.#links = secrets.map((secret) => secretKey(secret, 'account link'));
    this.#sealing = secrets.map((secret) => secretKey(secret, 'second factor'));
    this.#codes = secrets.map((secret) => secretKey(secret, 'one-time code'));
    this.#index = secrets.map((secret) => secretKey(secret, 'blind index'));
  }

  /** The keys that verify, the signing key first, in the format of RFC 7517 and RFC 8037. */
  jwks(): readonly PublicJwk[] {
    return [...this.#byKid.values()].map(({ kid, publicKey }) => {
      const { x } = publicKey.export({ format: 'jwk' });
      return { kty: 'OKP', crv: 'Ed25519', x: x as string, kid, alg: 'EdDSA', use: 'sig' };
    });
  }

  publicKey(kid: string): KeyObject | undefined {
    return this.#byKid.get(kid)?.publicKey;
  }

  /** The HMAC of a refresh token under each secret, the current one first. */
  refreshMacs(sessionId: string, generation: number, salt: Buffer): readonly Buffer[] {
    return this.#refresh.map((key) =>
      createHmac('sha256', key).update(`${sessionId}:${generation}:`).update(salt).digest(),
    );
  }

  /** The 256-bit token of a link in an email under each secret, the current one first. */
  linkTokens(linkId: string, salt: Buffer): readonly Buffer[] {
    return this.#links.map((key) => createHmac('sha256', key).update(`${linkId}:`).update(salt).digest());
  }

  /** Encrypts a few bytes at rest (AES-256-GCM). `owner` is authenticated data, so a value cannot move to another row. */
  seal(owner: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing[0] as KeyObject, nonce).setAAD(
      Buffer.from(owner),
    );
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** `stale` means sealed under an older secret: seal it again. @throws if the value was changed or is another owner's. */
  unseal(owner: string, sealed: Buffer): { readonly plain: Buffer; readonly stale: boolean } {
    for (const [index, key] of this.#sealing.entries()) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
          .setAAD(Buffer.from(owner))
          .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
        const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
        return { plain, stale: index > 0 };
      } catch {
        // Sealed under another secret: try the next one.
      }
    }
    throw new Error('a second factor was sealed under a secret that is not in the settings any more');
  }

  /**
   * The six digits of a challenge under each secret, the current one first, so that codes already sent survive a change
   * of the secret. Reducing 48 bits modulo a million makes no code more likely than another by more than 4e-9.
   */
  codes(challengeId: string): readonly [string, ...string[]] {
    return this.#codes.map((key) => {
      const digest = createHmac('sha256', key).update(challengeId).digest();
      return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
    }) as [string, ...string[]];
  }

  /**
   * Digests for finding or counting a value without storing it, under each secret. The first is under the current secret
   * and is the one to write; rows may still have an older one.
   */
  indexes(kind: IndexKind, value: string): readonly Buffer[] {
    return this.#index.map((key) => createHmac('sha256', key).update(`${kind}:${value}`).digest());
  }

  /** The first of {@link indexes}. */
  index(kind: IndexKind, value: string): Buffer {
    return this.indexes(kind, value)[0] as Buffer;
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kiwimesh', purpose, 32));
}

/** A key object, because passing bytes would create one for every digest. */
function secretKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(derive(secret, purpose));
}

function signingKey(seed: Buffer): SigningKey {
  const der = Buffer.concat([ED25519_PKCS8, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { kid: createHash('sha256').update(spki).digest('base64url').slice(0, 16), privateKey, publicKey };
}
