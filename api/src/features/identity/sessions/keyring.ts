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

/** Below this a secret could be guessed: 256 bits written as 32 characters or more. */
const LEAST_SECRET_LENGTH = 32;
/** DER of `PrivateKeyInfo { version 0, algorithm Ed25519, privateKey OCTET STRING (32) }` up to the key's own bytes (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Bytes of a nonce and of a tag (NIST SP 800-38D). */
const NONCE = 12;
const TAG = 16;

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
 * Every key identity uses, derived (HKDF-SHA256, one label a purpose) from the secrets of the settings, so that all
 * processes of an installation agree without sharing files. The first secret signs; the others only verify, which is
 * how a secret is changed without signing everybody out.
 */
export class Keyring {
  readonly signing: SigningKey;
  readonly #byKid: ReadonlyMap<string, SigningKey>;
  readonly #refresh: readonly KeyObject[];
  readonly #links: readonly KeyObject[];
  readonly #sealing: readonly KeyObject[];
  readonly #codes: readonly KeyObject[];
  readonly #index: readonly KeyObject[];

  /** @throws when a secret is missing or too short to be one. */
  constructor(secrets: readonly string[]) {
    const [first] = secrets;
    if (first === undefined || secrets.some((secret) => secret.length < LEAST_SECRET_LENGTH)) {
      throw new Error(`each secret must have at least ${LEAST_SECRET_LENGTH} characters`);
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

  /** Every key that still verifies, the signing one first, as RFC 7517 and RFC 8037 write them. */
  jwks(): readonly PublicJwk[] {
    return [...this.#byKid.values()].map(({ kid, publicKey }) => {
      const { x } = publicKey.export({ format: 'jwk' });
      return { kty: 'OKP', crv: 'Ed25519', x: x as string, kid, alg: 'EdDSA', use: 'sig' };
    });
  }

  publicKey(kid: string): KeyObject | undefined {
    return this.#byKid.get(kid)?.publicKey;
  }

  /** The authentic part of a refresh token under each secret, the present one first. */
  refreshMacs(sessionId: string, generation: number, salt: Buffer): readonly Buffer[] {
    return this.#refresh.map((key) =>
      createHmac('sha256', key).update(`${sessionId}:${generation}:`).update(salt).digest(),
    );
  }

  /** The token of a link in a mail under each secret, the present one first: 256 bits. */
  linkTokens(linkId: string, salt: Buffer): readonly Buffer[] {
    return this.#links.map((key) => createHmac('sha256', key).update(`${linkId}:`).update(salt).digest());
  }

  /** Encrypts a few bytes at rest (AES-256-GCM); `owner` must be told again to open it, so that rows cannot be exchanged. */
  seal(owner: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing[0] as KeyObject, nonce).setAAD(
      Buffer.from(owner),
    );
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** What was sealed; `stale` when under an older secret: seal it again. @throws when it is not ours or was changed. */
  unseal(owner: string, sealed: Buffer): { readonly plain: Buffer; readonly stale: boolean } {
    for (const [index, key] of this.#sealing.entries()) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
          .setAAD(Buffer.from(owner))
          .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
        const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
        return { plain, stale: index > 0 };
      } catch {
        // Sealed under another of the secrets, or under none: told below.
      }
    }
    throw new Error('a second factor was sealed under a secret that is not in the settings any more');
  }

  /** A digest to find or count something by, without keeping it. `kind` keeps a phone apart from an address. */
  index(kind: 'phone' | 'address' | 'device' | 'email' | 'account', value: string): Buffer {
    return this.indexes(kind, value)[0] as Buffer;
  }

  /**
   * The six digits of a challenge under each secret, the present one first: codes on their way survive a change of the
   * secret. 48 bits reduced to a million: no digit is likelier than another by more than 4e-9.
   */
  codes(challengeId: string): readonly [string, ...string[]] {
    return this.#codes.map((key) => {
      const digest = createHmac('sha256', key).update(challengeId).digest();
      return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
    }) as [string, ...string[]];
  }

  /**
   * Digests to find or count something by, without keeping it, under each secret, the present one first: that one is
   * written. `kind` keeps a phone apart from an address.
   */
  indexes(kind: 'phone' | 'address' | 'device' | 'email' | 'account', value: string): readonly Buffer[] {
    return this.#index.map((key) => createHmac('sha256', key).update(`${kind}:${value}`).digest());
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kiwimesh', purpose, 32));
}

/** Made once: from bytes each digest would make its own. */
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
