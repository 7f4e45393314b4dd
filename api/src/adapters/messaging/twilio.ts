import type { Message, MessagingPort } from '../../ports/messaging.ts';
import { MessagingError, type MessagingFailure } from '../../ports/messaging.ts';
import { connectTwilio, type TwilioAccount, type TwilioClient, twilioRefusal } from '../twilio/client.ts';

export interface TwilioOptions extends TwilioAccount {
  /** The number messages come from, E.164; also the WhatsApp sender unless that is given. */
  readonly from: string;
  readonly whatsappFrom?: string;
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

/** How many accepted keys one process remembers. */
const REMEMBERED_KEYS = 10_000;

type Sent = { readonly providerMessageId: string };

/**
 * SMS and WhatsApp through Twilio's own client, loaded at the first message (it is large).
 *
 * The provider has no idempotency keys. Here a key is remembered once accepted, calls with one key share one request,
 * and after an unclear failure (timeout, 5xx) the next try first looks whether the message got through after all.
 */
export class TwilioMessaging implements MessagingPort {
  readonly #options: TwilioOptions;
  readonly #known = new Map<string, Promise<Sent>>();
  readonly #unclear = new Set<string>();
  #client: Promise<TwilioClient> | undefined;

  constructor(options: TwilioOptions) {
    this.#options = options;
  }

  send(message: Message): Promise<Sent> {
    const known = this.#known.get(message.idempotencyKey);
    if (known !== undefined) return known;
    const sending = this.#send(message).catch((error: unknown) => {
      this.#known.delete(message.idempotencyKey);
      const failure = messagingError(error);
      if (failure.failure === 'unavailable') {
        this.#unclear.add(message.idempotencyKey);
        forgetOldest(this.#unclear);
      }
      throw failure;
    });
    this.#known.set(message.idempotencyKey, sending);
    forgetOldest(this.#known);
    return sending;
  }

  async #send(message: Message): Promise<Sent> {
    const { to, from } = this.#addresses(message);
    this.#client ??= connectTwilio(this.#options);
    const client = await this.#client;
    if (this.#unclear.has(message.idempotencyKey)) {
      const recent = await client.messages.list({ to, limit: 20 });
      const found = recent.find(
        (one) => one.body === message.body && !['failed', 'undelivered'].includes(one.status),
      );
      this.#unclear.delete(message.idempotencyKey);
      if (found !== undefined) return { providerMessageId: found.sid };
    }
    const created = await client.messages.create({ to, from, body: message.body });
    return { providerMessageId: created.sid };
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

/** Keys come in order of time: the first is the one least likely to be asked for again. */
function forgetOldest(remembered: Map<string, unknown> | Set<string>): void {
  if (remembered.size <= REMEMBERED_KEYS) return;
  for (const oldest of remembered.keys()) {
    remembered.delete(oldest);
    return;
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
