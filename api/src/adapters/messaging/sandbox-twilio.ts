import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxMessage, SandboxOutbox } from '../../ports/messaging.ts';

export interface SandboxTwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly outbox: SandboxOutbox;
}

/** What the next request meets instead of an answer. */
export type SandboxFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Answers so late that any client has given up; `accept` keeps the message all the same. */
  | { readonly kind: 'silence'; readonly accept: boolean };

/** Numbers that misbehave on purpose, the same ones the provider reserves for its own test credentials. */
const MAGIC: Readonly<Record<string, { code: number; message: (to: string) => string }>> = {
  '+15005550001': { code: 21211, message: (to) => `The 'To' number ${to} is not a valid phone number.` },
  '+15005550002': {
    code: 21612,
    message: (to) => `The 'To' phone number: ${to}, is not currently reachable.`,
  },
  '+15005550004': { code: 21610, message: () => 'Attempt to send to unsubscribed recipient' },
  '+15005550009': { code: 21614, message: (to) => `'To' number ${to} is not a valid mobile number` },
};

const E164 = /^\+[1-9]\d{6,14}$/;
const BODY_LIMIT = 1_600;

/**
 * Speaks the provider's Messages protocol (2010-04-01) on a local port: basic auth, form bodies, replies and errors in
 * the real shapes. What was sent goes to the outbox, where people and tests of a development system read it.
 */
export class SandboxTwilio {
  readonly #options: SandboxTwilioOptions;
  readonly #server: Server;
  readonly #faults: SandboxFault[] = [];
  readonly #held = new Set<ServerResponse>();

  constructor(options: SandboxTwilioOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => refuse(response, 500, 20500, 'Internal Server Error'));
    });
  }

  /** Listens on a free local port. @returns the base URL for the adapter. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#server.unref();
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const response of this.#held) response.destroy();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: SandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    if (!this.#authorised(request)) return refuse(response, 401, 20003, 'Authenticate');
    if (url.pathname !== `/2010-04-01/Accounts/${this.#options.accountSid}/Messages.json`) {
      return refuse(response, 404, 20404, `The requested resource ${url.pathname} was not found`);
    }
    const fault = this.#faults.shift();
    if (fault?.kind === 'status') {
      return fault.status === 429
        ? refuse(response, 429, 20429, 'Too Many Requests')
        : refuse(response, fault.status, 20000 + fault.status, 'Internal Server Error');
    }
    if (fault?.kind === 'silence' && !fault.accept) return this.#hold(response);
    if (request.method === 'GET') return this.#list(url, response);
    if (request.method !== 'POST') return refuse(response, 405, 20004, 'Method not allowed');
    const accepted = await this.#accept(await formOf(request));
    if (fault !== undefined) return this.#hold(response);
    reply(response, accepted.status, accepted.body);
  }

  #hold(response: ServerResponse): void {
    this.#held.add(response);
    response.once('close', () => this.#held.delete(response));
  }

  async #accept(form: URLSearchParams): Promise<{ status: number; body: unknown }> {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const body = form.get('Body') ?? '';
    const whatsapp = to.startsWith('whatsapp:');
    const number = whatsapp ? to.slice('whatsapp:'.length) : to;
    if (to === '') return error(400, 21604, "A 'To' phone number is required.");
    if (from === '') return error(400, 21603, "A 'From' phone number is required.");
    if (body === '') return error(400, 21602, 'Message body is required.');
    if (body.length > BODY_LIMIT)
      return error(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    if (whatsapp !== from.startsWith('whatsapp:')) {
      return error(400, 21910, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel");
    }
    const magic = MAGIC[number];
    if (magic !== undefined) return error(400, magic.code, magic.message(to));
    if (!E164.test(number)) return error(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    const message: SandboxMessage = {
      id: `SM${randomBytes(16).toString('hex')}`,
      channel: whatsapp ? 'whatsapp' : 'sms',
      to: number,
      subject: null,
      body,
      sentAt: new Date(),
    };
    await this.#options.outbox.keep(message);
    return { status: 201, body: this.#resource(message, from, 'queued') };
  }

  async #list(url: URL, response: ServerResponse): Promise<void> {
    const to = url.searchParams.get('To') ?? undefined;
    const size = Number(url.searchParams.get('PageSize') ?? 50);
    const whatsapp = to?.startsWith('whatsapp:') ?? false;
    const all = await this.#options.outbox.list(whatsapp ? to?.slice('whatsapp:'.length) : to);
    const kept = all.filter((one) => to === undefined || (one.channel === 'whatsapp') === whatsapp);
    const uri = `/2010-04-01/Accounts/${this.#options.accountSid}/Messages.json`;
    reply(response, 200, {
      messages: kept.slice(0, size).map((message) => this.#resource(message, null, 'delivered')),
      first_page_uri: `${uri}?PageSize=${size}&Page=0`,
      next_page_uri: null,
      previous_page_uri: null,
      uri: `${uri}?PageSize=${size}&Page=0`,
      page: 0,
      page_size: size,
      start: 0,
      end: Math.max(0, kept.length - 1),
    });
  }

  /** A message in the provider's own words; dates are RFC 2822 as there. */
  #resource(message: SandboxMessage, from: string | null, status: string) {
    const sid = this.#options.accountSid;
    const at = message.sentAt.toUTCString().replace('GMT', '+0000');
    return {
      account_sid: sid,
      api_version: '2010-04-01',
      body: message.body,
      date_created: at,
      date_sent: status === 'queued' ? null : at,
      date_updated: at,
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: String(Math.max(1, Math.ceil(message.body.length / 160))),
      price: null,
      price_unit: 'USD',
      sid: message.id,
      status,
      subresource_uris: { media: `/2010-04-01/Accounts/${sid}/Messages/${message.id}/Media.json` },
      to: message.channel === 'whatsapp' ? `whatsapp:${message.to}` : message.to,
      uri: `/2010-04-01/Accounts/${sid}/Messages/${message.id}.json`,
    };
  }

  #authorised(request: IncomingMessage): boolean {
    const expected = Buffer.from(
      `Basic ${Buffer.from(`${this.#options.accountSid}:${this.#options.authToken}`).toString('base64')}`,
    );
    const given = Buffer.from(request.headers.authorization ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

/** Keeps the newest messages in memory: enough for one process and for tests. */
export class MemorySandboxOutbox implements SandboxOutbox {
  readonly #messages: SandboxMessage[] = [];

  async keep(message: SandboxMessage): Promise<void> {
    if (this.#messages.some((one) => one.id === message.id)) return;
    this.#messages.unshift(message);
    this.#messages.length = Math.min(this.#messages.length, 1_000);
  }

  async list(to?: string): Promise<readonly SandboxMessage[]> {
    return this.#messages.filter((one) => to === undefined || one.to === to).slice(0, 100);
  }
}

function error(status: number, code: number, message: string) {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  if (response.headersSent) return;
  reply(response, status, error(status, code, message).body);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json;charset=utf-8',
    'Twilio-Request-Id': randomBytes(8).toString('hex'),
  });
  response.end(JSON.stringify(body));
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
