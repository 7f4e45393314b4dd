import type { Session } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';

/** Milliseconds. Many years of bookings over a slow line; the person waits by choice. */
const EXPORT_TIMEOUT_MS = 60_000;

/** What is held about the person: their record, how they sign in, their devices, and the erasure of it all. */
export class MyDataSource {
  readonly #client: SessionSource['client'];

  constructor({ client }: SessionSource) {
    this.#client = client;
  }

  me() {
    return this.#client.get('/v1/me');
  }

  export() {
    return this.#client.get('/v1/me/export', { timeoutMs: EXPORT_TIMEOUT_MS });
  }

  /** Starts a change, or continues one that waits: the service sends a code to the address. */
  requestAddressChange(
    address: { readonly phone: string } | { readonly email: string },
    idempotencyKey: string,
  ) {
    return this.#client.post('/v1/me/address-changes', { body: address, idempotencyKey });
  }

  async confirmAddressChange(addressChangeId: string, code: string, idempotencyKey: string): Promise<void> {
    await this.#client.post('/v1/me/address-changes/{addressChangeId}/confirmation', {
      path: { addressChangeId },
      body: { code },
      idempotencyKey,
    });
  }

  /** Rejects a change that an administrator asked for. */
  async declineAddressChange(addressChangeId: string): Promise<void> {
    await this.#client.post('/v1/me/address-changes/{addressChangeId}/refusal', {
      path: { addressChangeId },
    });
  }

  async removeEmail(): Promise<void> {
    await this.#client.delete('/v1/me/email');
  }

  /** Where the person is signed in, newest first. */
  async sessions(): Promise<Session[]> {
    const found: Session[] = [];
    const query = { limit: 200 };
    for await (const one of this.#client.pages('/v1/auth/sessions', { query })) found.push(one);
    return found;
  }

  async endSession(sessionId: string): Promise<void> {
    await this.#client.delete('/v1/auth/sessions/{sessionId}', { path: { sessionId } });
  }

  /** Ends all sessions except this one. */
  async endOtherSessions(): Promise<void> {
    await this.#client.delete('/v1/auth/sessions');
  }

  erasure() {
    return this.#client.get('/v1/me/erasure');
  }

  requestErasure(idempotencyKey: string) {
    return this.#client.post('/v1/me/erasure', { body: { confirm: 'erase' }, idempotencyKey });
  }

  async cancelErasure(): Promise<void> {
    await this.#client.delete('/v1/me/erasure');
  }
}
