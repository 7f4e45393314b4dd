import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  bodyOf,
  LocalServer,
  type ReplyFault,
  sendFaulty,
  sendJson,
} from '../../../src/adapters/sandbox/local-server.ts';
import type { MessageChannel, SandboxOutbox } from '../../../src/ports/messaging.ts';

/** What the next request meets instead of an answer. */
export type ProviderFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Answers so late that any client has given up; `accept` does what was asked all the same. */
  | { readonly kind: 'silence'; readonly accept: boolean }
  | ReplyFault;

export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ProviderReply {
  readonly status: number;
  readonly body: unknown;
}

/** A provider of SMS on a local port, written from its documents and not from the file that describes it to us. */
export abstract class SandboxProvider {
  readonly #outbox: SandboxOutbox;
  readonly #server: LocalServer;
  readonly #faults: ProviderFault[] = [];

  constructor(outbox: SandboxOutbox) {
    this.#outbox = outbox;
    this.#server = new LocalServer((request, response) => this.#serve(request, response));
  }

  /** @returns the base URL. */
  start(): Promise<string> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: ProviderFault[]): void {
    this.#faults.push(...faults);
  }

  protected abstract answer(request: ProviderRequest): Promise<ProviderReply>;

  /** The reply of the provider where it fails by itself. */
  protected abstract failure(status: number): unknown;

  protected async keep(id: string, channel: MessageChannel, to: string, body: string): Promise<void> {
    await this.#outbox.keep({ id, channel, to, subject: null, body, sentAt: new Date() });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
    const fault = this.#faults.shift();
    if (fault?.kind === 'status') return sendJson(response, fault.status, this.failure(fault.status));
    if (fault?.kind === 'silence' && !fault.accept) return;
    const reply = await this.answer({
      method: request.method ?? 'GET',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: String(await bodyOf(request)),
    });
    if (fault?.kind === 'silence') return;
    if (fault !== undefined) return sendFaulty(response, fault, () => reply.body);
    sendJson(response, reply.status, reply.body);
  }
}
