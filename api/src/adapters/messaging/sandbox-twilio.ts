import type { IncomingMessage, SandboxMessage, SandboxOutbox } from '../../ports/messaging.ts';
import {
  newSid,
  refusal,
  type SandboxReply,
  type SandboxRequest,
  type SandboxTwilioAccount,
  SandboxTwilioServer,
  sandboxDate,
} from '../twilio/sandbox-server.ts';
import { signed } from '../twilio/sandbox-signature.ts';

export interface SandboxTwilioOptions extends SandboxTwilioAccount {
  readonly outbox: SandboxOutbox;
}

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
/** Messages whose senders gave an address for reports. */
const REPORTED = 1_000;

/** The number that people write to. */
const NUMBER = '+15005550006';

/** A message with the address that came with it. */
interface Reported {
  readonly to: string;
  readonly from: string;
  readonly url: string;
}

/**
 * Speaks the provider's Messages protocol on a local port. What was sent goes to the outbox, where people and tests of a
 * development system read it.
 */
export class SandboxTwilio extends SandboxTwilioServer {
  readonly #outbox: SandboxOutbox;
  readonly #reported = new Map<string, Reported>();

  constructor({ outbox, ...account }: SandboxTwilioOptions) {
    super(account);
    this.#outbox = outbox;
  }

  /**
   * What the provider posts to the address that came with a message, signed with the account's token.
   * @param more fields beside those of every report, such as `ErrorCode`.
   */
  report(messageId: string, status: string, more: Readonly<Record<string, string>> = {}) {
    const message = this.#reported.get(messageId);
    if (message === undefined) throw new Error('no address came with this message');
    const { to, from, url } = message;
    const form: Record<string, string> = {
      AccountSid: this.account.accountSid,
      ApiVersion: '2010-04-01',
      From: from,
      MessageSid: messageId,
      MessageStatus: status,
      SmsSid: messageId,
      SmsStatus: status,
      To: to,
      ...more,
    };
    return this.#posted(url, form);
  }

  /**
   * What the provider posts to the address of the number when a person has sent it a message, signed with the account's token.
   * @param more fields beside those of every message, such as `OptOutType`; `MessageSid` for one that is posted again.
   */
  incoming(
    { channel, from, text }: Pick<IncomingMessage, 'channel' | 'from' | 'text'>,
    url: string,
    more: Readonly<Record<string, string>> = {},
  ) {
    const id = more.MessageSid ?? newSid('SM');
    const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
    return this.#posted(url, {
      AccountSid: this.account.accountSid,
      ApiVersion: '2010-04-01',
      Body: text,
      From: `${prefix}${from}`,
      MessageSid: id,
      NumMedia: '0',
      NumSegments: '1',
      SmsMessageSid: id,
      SmsSid: id,
      SmsStatus: 'received',
      To: `${prefix}${NUMBER}`,
      ...more,
    });
  }

  /** Posts it to the service under test, which is at another address than the public one where proxies are left out. */
  async passOn(
    message: Pick<IncomingMessage, 'channel' | 'from' | 'text'>,
    { signedFor, postTo }: { readonly signedFor: string; readonly postTo: string },
  ): Promise<void> {
    const { headers, body } = this.incoming(message, signedFor);
    const reply = await fetch(postTo, { method: 'POST', headers, body });
    if (!reply.ok) throw new Error(`the service answered ${reply.status} to its sandbox`);
  }

  #posted(url: string, form: Readonly<Record<string, string>>) {
    return { url, headers: this.signed(url, form), body: new URLSearchParams(form).toString() };
  }

  /** The headers of a form that the provider posts to an address. */
  signed(url: string, form: Readonly<Record<string, string>>) {
    return {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signed(this.account.authToken, url, form),
    };
  }

  protected async resource({ method, path, query, form }: SandboxRequest): Promise<SandboxReply | null> {
    if (path !== '/Messages.json') return null;
    if (method === 'GET') return this.#list(query);
    if (method !== 'POST') return refusal(405, 20004, 'Method not allowed');
    return this.#accept(form);
  }

  async #accept(form: URLSearchParams): Promise<SandboxReply> {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const body = form.get('Body') ?? '';
    const whatsapp = to.startsWith('whatsapp:');
    const number = whatsapp ? to.slice('whatsapp:'.length) : to;
    if (to === '') return refusal(400, 21604, "A 'To' phone number is required.");
    if (from === '') return refusal(400, 21603, "A 'From' phone number is required.");
    if (body === '') return refusal(400, 21602, 'Message body is required.');
    if (body.length > BODY_LIMIT)
      return refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    if (whatsapp !== from.startsWith('whatsapp:')) {
      return refusal(
        400,
        21910,
        "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
      );
    }
    const magic = MAGIC[number];
    if (magic !== undefined) return refusal(400, magic.code, magic.message(to));
    if (!E164.test(number)) return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    const message: SandboxMessage = {
      id: newSid('SM'),
      channel: whatsapp ? 'whatsapp' : 'sms',
      to: number,
      subject: null,
      body,
      sentAt: new Date(),
    };
    await this.#outbox.keep(message);
    const url = form.get('StatusCallback');
    if (url !== null) {
      const [oldest] = this.#reported.keys();
      if (this.#reported.size >= REPORTED && oldest !== undefined) this.#reported.delete(oldest);
      this.#reported.set(message.id, { to, from, url });
    }
    return { status: 201, body: this.#resourceOf(message, from, 'queued') };
  }

  async #list(query: URLSearchParams): Promise<SandboxReply> {
    const to = query.get('To') ?? undefined;
    const size = Number(query.get('PageSize') ?? 50);
    const whatsapp = to?.startsWith('whatsapp:') ?? false;
    const all = await this.#outbox.list(whatsapp ? to?.slice('whatsapp:'.length) : to);
    const kept = all.filter((one) => to === undefined || (one.channel === 'whatsapp') === whatsapp);
    const uri = `${this.root}/Messages.json`;
    const body = {
      messages: kept.slice(0, size).map((message) => this.#resourceOf(message, null, 'delivered')),
      first_page_uri: `${uri}?PageSize=${size}&Page=0`,
      next_page_uri: null,
      previous_page_uri: null,
      uri: `${uri}?PageSize=${size}&Page=0`,
      page: 0,
      page_size: size,
      start: 0,
      end: Math.max(0, kept.length - 1),
    };
    return { status: 200, body };
  }

  /** A message in the provider's own words. */
  #resourceOf(message: SandboxMessage, from: string | null, status: string) {
    const at = sandboxDate(message.sentAt);
    return {
      account_sid: this.account.accountSid,
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
      subresource_uris: { media: `${this.root}/Messages/${message.id}/Media.json` },
      to: message.channel === 'whatsapp' ? `whatsapp:${message.to}` : message.to,
      uri: `${this.root}/Messages/${message.id}.json`,
    };
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
