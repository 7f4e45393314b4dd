import { randomBytes } from 'node:crypto';
import type { SandboxOutbox } from '../../../src/ports/messaging.ts';
import { type ProviderReply, type ProviderRequest, SandboxProvider } from './provider.ts';

export interface ExotelAccount {
  readonly sid: string;
  readonly key: string;
  readonly token: string;
}

/** What came with a message beside its text. */
export interface ExotelMessage {
  readonly to: string;
  readonly from: string;
  readonly entity: string | null;
  readonly template: string | null;
  readonly encoding: string | null;
  readonly custom: string | null;
  readonly callback: string | null;
}

/** The words and codes of https://developer.exotel.com/docs/sms-api/api-reference/status-codes. */
const DETAILS: Readonly<Record<string, readonly [code: string, text: string]>> = {
  sent: ['20005', 'DELIVERED_TO_HANDSET'],
  submitted: ['21020', 'SUBMITTED_TO_CARRIER'],
  failed: ['23010', 'FAILED_INVALID_NUMBER'],
  failed_dnd: ['23005', 'FAILED_DND'],
};

/** Speaks the SMS API of Exotel, as its documents of 2026 describe it. */
export class SandboxExotel extends SandboxProvider {
  readonly messages = new Map<string, ExotelMessage>();
  readonly #account: ExotelAccount;

  constructor(account: ExotelAccount, outbox: SandboxOutbox) {
    super(outbox);
    this.#account = account;
  }

  /** What the provider posts to the address that came with a message. */
  report(id: string, status: string): { readonly url: string; readonly body: string } {
    const message = this.messages.get(id);
    if (message?.callback == null) throw new Error('no address came with this message');
    const [code, text] = DETAILS[status] ?? ['21010', 'PENDING_TO_OPERATOR'];
    const body = new URLSearchParams({
      SmsSid: id,
      To: message.to,
      Status: status,
      SmsUnits: '1',
      DetailedStatus: text,
      DetailedStatusCode: code,
      DateSent: '2026-11-28 12:00:00',
      ...(message.custom === null ? {} : { CustomField: message.custom }),
    });
    return { url: message.callback, body: body.toString() };
  }

  protected failure(status: number): unknown {
    return { RestException: { Status: status, Message: 'Something went wrong', Code: status } };
  }

  protected async answer({ method, path, headers, body }: ProviderRequest): Promise<ProviderReply> {
    const { sid, key, token } = this.#account;
    const expected = `Basic ${Buffer.from(`${key}:${token}`).toString('base64')}`;
    if (headers.authorization !== expected) return { status: 401, body: this.failure(401) };
    if (path !== `/v1/Accounts/${sid}/Sms/send.json`) return { status: 404, body: this.failure(404) };
    if (method !== 'POST') return { status: 405, body: this.failure(405) };
    const form = new URLSearchParams(body);
    const [from, to, text] = ['From', 'To', 'Body'].map((name) => form.get(name) ?? '') as [
      string,
      string,
      string,
    ];
    const ascii = /^[\n\r -~]*$/.test(text);
    if (from === '' || text === '' || text.length > 2_000 || !/^\+91[6-9][0-9]{9}$/.test(to))
      return { status: 400, body: this.failure(400) };
    if (!ascii && form.get('EncodingType') !== 'unicode') return { status: 400, body: this.failure(400) };
    const id = randomBytes(16).toString('hex');
    this.messages.set(id, {
      to,
      from,
      entity: form.get('DltEntityId'),
      template: form.get('DltTemplateId'),
      encoding: form.get('EncodingType'),
      custom: form.get('CustomField'),
      callback: form.get('StatusCallback'),
    });
    await this.keep(id, 'sms', to, text);
    const message = {
      Sid: id,
      AccountSid: sid,
      From: from,
      To: to,
      Body: text,
      Status: 'queued',
      DetailedStatusCode: 21_010,
      DetailedStatus: 'PENDING_TO_OPERATOR',
      Price: null,
      Direction: 'outbound-api',
      Uri: `/v1/Accounts/${sid}/SMS/Messages/${id}.json`,
    };
    return { status: 200, body: { SMSMessage: message } };
  }
}
