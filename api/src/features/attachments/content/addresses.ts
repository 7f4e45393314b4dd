import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../kernel/ground/clock.ts';

/** What an address is for: it opens nothing else. */
export type Purpose = 'upload' | 'download';

export interface SignedAddress {
  readonly url: string;
  readonly expiresAt: Date;
}

interface AddressParts {
  readonly secrets: readonly string[];
  readonly publicUrl: () => string;
  readonly clock: Clock;
}

/**
 * Addresses of the service itself, at which one file can be stored or read for a while without any other credential. The
 * signature covers the attachment, the purpose and the time; size and type are those of the attachment.
 */
export class SignedAddresses {
  readonly #parts: AddressParts;
  /** Made of the settings' secrets: the first signs, the others are still believed. */
  readonly #keys: readonly Buffer[];

  constructor(parts: AddressParts) {
    this.#parts = parts;
    this.#keys = parts.secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, 'kiwimesh', 'address of an attachment', 32)),
    );
  }

  make(attachmentId: string, purpose: Purpose, seconds: number): SignedAddress {
    const expires = Math.floor(this.#parts.clock().getTime() / 1_000) + seconds;
    const signature = this.#sign(this.#keys[0] as Buffer, attachmentId, purpose, expires);
    const query = `expires=${expires}&signature=${signature.toString('base64url')}`;
    return {
      url: `${this.#parts.publicUrl()}/v1/attachments/${attachmentId}/content?${query}`,
      expiresAt: new Date(expires * 1_000),
    };
  }

  /** @param path as it was called, with its query. */
  isValid(attachmentId: string, purpose: Purpose, path: string): boolean {
    const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
    const expires = query.get('expires') ?? '';
    // A number has one spelling: else one signature would fit several addresses.
    if (!/^[1-9][0-9]{0,11}$/.test(expires)) return false;
    if (Number(expires) * 1_000 <= this.#parts.clock().getTime()) return false;
    const given = Buffer.from(query.get('signature') ?? '', 'base64url');
    return this.#keys.some((key) => {
      const expected = this.#sign(key, attachmentId.toLowerCase(), purpose, Number(expires));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  #sign(key: Buffer, attachmentId: string, purpose: Purpose, expires: number): Buffer {
    return createHmac('sha256', key).update(`${purpose} ${attachmentId} ${expires}`).digest();
  }
}
