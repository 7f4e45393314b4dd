import { randomBytes } from 'node:crypto';
import type { SandboxOutbox } from '../../../src/ports/messaging.ts';
import { type ProviderReply, type ProviderRequest, SandboxProvider } from './provider.ts';

interface Taken {
  readonly id: string;
  readonly to: string;
  readonly reference: string;
}

/**
 * An invented provider with what the shipped ones lack: JSON, WhatsApp, repeats that are recognised by a header, and a list of what
 * was taken.
 */
export class SandboxAcme extends SandboxProvider {
  readonly #byKey = new Map<string, Taken>();
  readonly #recognisesRepeats: boolean;

  /** @param recognisesRepeats whether a repeat of a key gets the outcome of the first. */
  constructor(outbox: SandboxOutbox, { recognisesRepeats = true } = {}) {
    super(outbox);
    this.#recognisesRepeats = recognisesRepeats;
  }

  protected failure(status: number): unknown {
    return { error: { code: `acme_${status}` } };
  }

  protected async answer(request: ProviderRequest): Promise<ProviderReply> {
    const { method, path, query, headers, body } = request;
    if (headers.authorization !== 'Bearer acme-key') return this.#refused(401, 'no_key');
    if (method === 'GET' && path === '/v2/messages') {
      const all = [...this.#byKey.values()].filter(({ to }) => to === query.get('to'));
      return {
        status: 200,
        body: { messages: all.map(({ id, reference }) => ({ id, meta: { reference } })) },
      };
    }
    if (method !== 'POST' || path !== '/v2/messages') return this.#refused(404, 'no_such_path');
    const message = JSON.parse(body) as {
      to: string;
      kind: string;
      text: string;
      meta: { reference: string };
    };
    const key = String(headers['idempotency-key']);
    const known = this.#byKey.get(key);
    if (known !== undefined && this.#recognisesRepeats) return accepted(known);
    if (message.to === '+15005550001') return this.#refused(422, 'number');
    if (message.to === '+15005550004') return this.#refused(422, 'stopped');
    const taken = { id: randomBytes(8).toString('hex'), to: message.to, reference: message.meta.reference };
    this.#byKey.set(known === undefined ? key : `${key} again`, taken);
    await this.keep(taken.id, message.kind === 'wa' ? 'whatsapp' : 'sms', message.to, message.text);
    return accepted(taken);
  }

  #refused(status: number, code: string): ProviderReply {
    return { status, body: { error: { code } } };
  }
}

function accepted({ id }: Taken): ProviderReply {
  return { status: 202, body: { messages: [{ id }] } };
}
