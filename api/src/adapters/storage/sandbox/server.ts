import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, LocalServer } from '../../sandbox/local-server.ts';
import { type ObjectReply, type StorageSandboxFault, send } from './faults.ts';
import { failure, Objects } from './objects.ts';
import { refusalOf, type SandboxCredentials, type SignedRequest } from './signature.ts';

export interface StorageSandboxOptions extends SandboxCredentials {
  readonly bucket: string;
  /** The time of the server, milliseconds. */
  readonly now: () => number;
  /** Entries in one listing at most. Default: as at the provider. */
  readonly page?: number;
}

/**
 * Speaks the protocol of Amazon S3 on a local port, with one bucket in memory, addressed by path: objects, parts, listings,
 * signatures in headers and in addresses. What is not signed by its credentials, was altered or has expired is refused.
 */
export class StorageSandbox {
  /** What is stored. */
  readonly bucket: Objects;
  /** Requests that arrived, in order. */
  readonly asked: SignedRequest[] = [];
  readonly #options: StorageSandboxOptions;
  readonly #server: LocalServer;
  readonly #faults: StorageSandboxFault[] = [];

  constructor(options: StorageSandboxOptions) {
    this.#options = options;
    this.bucket = new Objects(options.page);
    this.#server = new LocalServer((request, response) => this.#serve(request, response));
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#server.connections;
  }

  /** Listens on a free port by default. @returns the address, without a path. */
  start(port = 0): Promise<string> {
    return this.#server.start(port);
  }

  /** Afterwards the port refuses connections. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: StorageSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/', headers } = request;
    const asked = { method, target, headers, body: await bodyOf(request) };
    this.asked.push(asked);
    const fault = this.#faults.shift() ?? null;
    if (fault?.kind === 'status') return send(response, failure(fault.status, fault.code), null);
    if (fault?.kind === 'error_in_reply') return send(response, failure(200, fault.code), null);
    await send(response, this.#answer(asked), fault);
  }

  #answer(request: SignedRequest): ObjectReply {
    const { bucket, now } = this.#options;
    const { method, target, headers, body } = request;
    const refusal = refusalOf(request, this.#options, now());
    if (refusal !== null) return failure(refusal === 'XAmzContentSHA256Mismatch' ? 400 : 403, refusal);
    const url = new URL(target, 'http://sandbox');
    const [, name = '', ...key] = url.pathname.split('/').map(decodeURIComponent);
    if (name !== bucket) return failure(404, 'NoSuchBucket');
    const single = Object.entries(headers).flatMap(([each, value]) =>
      typeof value === 'string' ? [[each, value] as const] : [],
    );
    return this.bucket.answer({
      method,
      key: key.join('/'),
      query: url.searchParams,
      headers: Object.fromEntries(single),
      body,
    });
  }
}
