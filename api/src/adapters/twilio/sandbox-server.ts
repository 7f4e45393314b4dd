import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, LocalServer, sendJson } from '../sandbox/local-server.ts';

export interface SandboxTwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

/** What the next request meets instead of an answer. */
export type SandboxFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Answers so late that any client has given up; `accept` does what was asked all the same. */
  | { readonly kind: 'silence'; readonly accept: boolean };

export interface SandboxRequest {
  readonly method: string;
  /** Below the account: `/Messages.json`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export interface SandboxReply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The provider's REST protocol (2010-04-01) on a local port: basic auth, form bodies, errors in the real shape. Subclasses
 * have the resources.
 */
export abstract class SandboxTwilioServer {
  protected readonly account: SandboxTwilioAccount;
  readonly #server: LocalServer;
  readonly #faults: SandboxFault[] = [];
  readonly #held = new Set<ServerResponse>();

  constructor(account: SandboxTwilioAccount) {
    this.account = account;
    this.#server = new LocalServer((request, response) =>
      this.#answer(request, response).catch(() =>
        send(response, refusal(500, 20500, 'Internal Server Error')),
      ),
    );
  }

  /** Listens on a local port, a free one by default. @returns the base URL for the adapter. */
  start(port?: number): Promise<string> {
    return this.#server.start(port);
  }

  async stop(): Promise<void> {
    for (const response of this.#held) response.destroy();
    await this.#server.stop();
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: SandboxFault[]): void {
    this.#faults.push(...faults);
  }

  /** The path of the account's resources. */
  protected get root(): string {
    return `/2010-04-01/Accounts/${this.account.accountSid}`;
  }

  /** Null where there is no such resource. */
  protected abstract resource(request: SandboxRequest): Promise<SandboxReply | null>;

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
    if (!this.#authorised(request)) return send(response, refusal(401, 20003, 'Authenticate'));
    if (!pathname.startsWith(`${this.root}/`)) return send(response, absent(pathname));
    const fault = this.#faults.shift();
    if (fault?.kind === 'status') return send(response, failure(fault.status));
    if (fault?.kind === 'silence' && !fault.accept) return this.#hold(response);
    const reply = await this.resource({
      method: request.method ?? 'GET',
      path: pathname.slice(this.root.length),
      query: searchParams,
      form: await formOf(request),
    });
    if (fault !== undefined) return this.#hold(response);
    send(response, reply ?? absent(pathname));
  }

  #hold(response: ServerResponse): void {
    this.#held.add(response);
    response.once('close', () => this.#held.delete(response));
  }

  #authorised(request: IncomingMessage): boolean {
    const { accountSid, authToken } = this.account;
    const expected = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
    const given = Buffer.from(request.headers.authorization ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

export function refusal(status: number, code: number, message: string): SandboxReply {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

/** An id as the provider makes them: two letters and 32 hexadecimal digits. */
export function newSid(prefix: 'CA' | 'MZ' | 'SM'): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}

/** RFC 2822, as in the provider's resources. */
export function sandboxDate(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}

function absent(pathname: string): SandboxReply {
  return refusal(404, 20404, `The requested resource ${pathname} was not found`);
}

function failure(status: number): SandboxReply {
  return status === 429
    ? refusal(429, 20429, 'Too Many Requests')
    : refusal(status, 20000 + status, 'Internal Server Error');
}

function send(response: ServerResponse, { status, body }: SandboxReply): void {
  if (response.headersSent) return;
  sendJson(response, status, body, {
    'content-type': 'application/json;charset=utf-8',
    'Twilio-Request-Id': randomBytes(8).toString('hex'),
  });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(String(await bodyOf(request)));
}
