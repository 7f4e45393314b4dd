import type { Message, MessagingAdapter } from '../../ports/messaging.ts';
import { MessagingError, type MessagingFailure } from '../../ports/messaging.ts';
import { connectTwilio, type TwilioAccount, type TwilioClient, twilioRefusal } from '../twilio/client.ts';

export interface TwilioOptions extends TwilioAccount {
  /** The number messages come from, E.164; also the WhatsApp sender unless that is given. */
  readonly from: string;
  readonly whatsappFrom?: string;
  /** Where the provider tells how far it got with a message; null where it reaches nothing of ours. */
  readonly reportsUrl?: () => string | null;
}

/** Codes of the provider's error dictionary that mean more than their HTTP status. */
const FAILURES: Readonly<Record<number, MessagingFailure>> = {
  20003: 'misconfigured',
  20404: 'misconfigured',
  20429: 'rate_limited',
  21211: 'invalid_recipient',
  21214: 'invalid_recipient',
  21217: 'invalid_recipient',
  21604: 'invalid_recipient',
  21614: 'invalid_recipient',
  63003: 'invalid_recipient',
  63024: 'invalid_recipient',
  21610: 'recipient_opted_out',
  21212: 'misconfigured',
  21603: 'misconfigured',
  21606: 'misconfigured',
  63007: 'misconfigured',
};

/** Milliseconds that the provider's clock may be behind, beside its times being in whole seconds. */
const CLOCKS_DIFFER_MS = 60_000;
/** Messages to one number that are looked through. */
const LISTED = 50;
/** What did not go out. */
const UNSENT = ['failed', 'undelivered', 'canceled'];

/**
 * SMS and WhatsApp through Twilio's own client, loaded at the first message (it is large). The provider has no idempotency
 * keys: {@link find} shows whether an attempt of unknown outcome got through.
 */
export class TwilioMessaging implements MessagingAdapter {
  readonly #options: TwilioOptions;
  #client: Promise<TwilioClient> | undefined;

  constructor(options: TwilioOptions) {
    this.#options = options;
  }

  async send(message: Message): Promise<{ readonly providerMessageId: string }> {
    try {
      const { to, from } = this.#addresses(message);
      const client = await this.#connected();
      const reportsUrl = this.#options.reportsUrl?.() ?? null;
      const created = await client.messages.create({
        to,
        from,
        body: message.body,
        ...(reportsUrl === null ? {} : { statusCallback: reportsUrl }),
      });
      return { providerMessageId: created.sid };
    } catch (error) {
      throw messagingError(error);
    }
  }

  async find(message: Message, since: Date): Promise<readonly string[]> {
    try {
      const { to } = this.#addresses(message);
      const client = await this.#connected();
      const recent = await client.messages.list({ to, limit: LISTED });
      const from = since.getTime() - CLOCKS_DIFFER_MS;
      return recent
        .filter(({ body, status }) => body === message.body && !UNSENT.includes(status))
        .filter(({ dateCreated }) => dateCreated.getTime() >= from)
        .map(({ sid }) => sid);
    } catch (error) {
      throw messagingError(error);
    }
  }

  #connected(): Promise<TwilioClient> {
    this.#client ??= connectTwilio(this.#options);
    return this.#client;
  }

  #addresses(message: Message): { to: string; from: string } {
    const { from, whatsappFrom } = this.#options;
    switch (message.channel) {
      case 'sms':
        return { to: message.to, from };
      case 'whatsapp':
        return { to: `whatsapp:${message.to}`, from: `whatsapp:${whatsappFrom ?? from}` };
      default:
        throw new MessagingError('rejected', { providerCode: `no ${message.channel} here` });
    }
  }
}

function messagingError(error: unknown): MessagingError {
  if (error instanceof MessagingError) return error;
  const { status, code, providerCode } = twilioRefusal(error);
  const details = providerCode === undefined ? {} : { providerCode };
  const known = code === null ? undefined : FAILURES[code];
  if (known !== undefined) return new MessagingError(known, details);
  if (status === 429) return new MessagingError('rate_limited', details);
  if (status === null || status >= 500) return new MessagingError('unavailable', details);
  if (status === 401 || status === 403) return new MessagingError('misconfigured', details);
  return new MessagingError('rejected', details);
}
