import { createHash } from 'node:crypto';
import { causesOf, networkFailure } from '../../../kernel/network/failures.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { wholeFetch } from '../../../kernel/network/whole-fetch.ts';
import { smsSize } from '../../../kernel/values/sms-size.ts';
import { type Message, type MessagingAdapter, MessagingError } from '../../../ports/messaging.ts';
import type { Gateway } from './load.ts';
import { filled, filledJson, filledTexts, type Values } from './places.ts';
import { acceptedId, at, jsonOf, type Reply, textOf } from './replies.ts';
import type { FindTemplate, RequestTemplate } from './template.ts';

export interface GatewayOptions extends Gateway {
  /** Where the provider tells how far it got with the message of a key; null where it reaches nothing of ours. */
  readonly reportsUrl?: (key: string) => string | null;
  /** Milliseconds until a request is given up. Default 10 000. */
  readonly timeout?: number;
}

const MAX_REPLY_BYTES = 256 * 1024;
/** Milliseconds that the provider's clock may be behind. */
const CLOCKS_DIFFER_MS = 60_000;
/** Answers with which a server says itself that it failed. 502 and 504 are of proxies, behind which the message may have been taken. */
const FAILED = [500, 503];

const ask = wholeFetch(
  MAX_REPLY_BYTES,
  // A redirect would send phones and keys to another address.
  (reason) =>
    new MessagingError(reason === 'too large' ? 'unavailable' : 'misconfigured', { providerCode: reason }),
);

/** SMS and WhatsApp by a provider that a file describes. */
export class GatewayMessaging implements MessagingAdapter {
  readonly #options: GatewayOptions;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  async send(message: Message): Promise<{ readonly providerMessageId: string }> {
    const { template } = this.#options;
    const reply = await this.#ask(template.send, this.#values(message, null));
    // Who cannot be asked is believed: else a provider that is down for a minute would lose messages.
    const surely = (status: number) => template.whenUnsure === 'give_up' && FAILED.includes(status);
    return { providerMessageId: acceptedId(template.reply, reply, surely) };
  }

  async find(message: Message, since: Date): Promise<readonly string[]> {
    const { whenUnsure, find } = this.#options.template;
    // The provider recognises it.
    if (whenUnsure === 'repeat') return [];
    if (find === undefined) throw new MessagingError('unknown_outcome');
    const values = this.#values(message, new Date(since.getTime() - CLOCKS_DIFFER_MS));
    return found(find, await this.#ask(find.request, values), values);
  }

  async #ask(request: RequestTemplate, values: Values): Promise<Reply> {
    const { timeout = 10_000 } = this.#options;
    try {
      const response = await ask(addressOf(request, values), {
        ...sent(request, values),
        signal: AbortSignal.timeout(timeout),
      });
      const wait = retryAfterMs(response.headers);
      return {
        status: response.status,
        text: await response.text(),
        retryAfterSeconds: wait === null ? null : Math.ceil(wait / 1_000),
      };
    } catch (error) {
      throw failureOf(error);
    }
  }

  #values({ channel, to, body, idempotencyKey: key, registration }: Message, since: Date | null): Values {
    const { template, variables, reportsUrl } = this.#options;
    const sender = channel === 'sms' || channel === 'whatsapp' ? template.senders[channel] : undefined;
    if (sender === undefined) throw new MessagingError('rejected', { providerCode: `no ${channel} here` });
    const own = (place: string) =>
      place.startsWith('env.') ? variables[place.slice('env.'.length)] : undefined;
    const values: Readonly<Record<string, string | undefined>> = {
      to,
      'to.digits': to.replace('+', ''),
      from: filled(registration?.sender ?? sender, own),
      text: body,
      encoding: template.encodings?.[smsSize(body).encoding],
      key,
      'key.hash': createHash('sha256').update(key).digest('hex').slice(0, 32),
      template: registration?.templateId,
      entity: registration?.entityId,
      reportsUrl: reportsUrl?.(key) ?? undefined,
      since: since?.toISOString(),
      'since.date': since?.toISOString().slice(0, 10),
    };
    return (place) => own(place) ?? values[place];
  }
}

function addressOf({ url, query = {} }: RequestTemplate, values: Values): URL {
  const whole = filled(url, values, encodeURIComponent);
  if (whole === undefined) throw new MessagingError('misconfigured', { providerCode: 'no address' });
  const address = new URL(whole);
  for (const [name, text] of Object.entries(filledTexts(query, values))) address.searchParams.set(name, text);
  return address;
}

function sent({ method, headers = {}, basic, form, json }: RequestTemplate, values: Values): RequestInit {
  const given = new Headers(filledTexts(headers, values));
  if (basic !== undefined) {
    const user = `${filled(basic.user, values)}:${filled(basic.password, values)}`;
    given.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
  }
  if (form !== undefined) {
    given.set('content-type', 'application/x-www-form-urlencoded; charset=utf-8');
    return { method, headers: given, body: new URLSearchParams(filledTexts(form, values)).toString() };
  }
  if (json !== undefined) {
    given.set('content-type', 'application/json');
    return { method, headers: given, body: JSON.stringify(filledJson(json, values)) };
  }
  return { method, headers: given };
}

/** The ids of those in a list of the provider that are like ours, in its order. */
function found({ messages, id, where }: FindTemplate, reply: Reply, values: Values): readonly string[] {
  if (reply.status < 200 || reply.status >= 300) {
    throw new MessagingError('unavailable', { providerCode: String(reply.status) });
  }
  const list = at(jsonOf(reply.text), messages);
  if (!Array.isArray(list)) throw new MessagingError('unavailable', { providerCode: 'no list' });
  const ours = Object.entries(filledTexts(where, values));
  return list
    .filter((one) => ours.every(([path, text]) => textOf(at(one, path)) === text))
    .flatMap((one) => textOf(at(one, id)) ?? []);
}

function failureOf(error: unknown): MessagingError {
  for (const cause of causesOf(error)) {
    if (cause instanceof MessagingError) return cause;
    if (cause.name === 'TimeoutError')
      return new MessagingError('unavailable', { providerCode: 'timed_out' });
    const failed = networkFailure(cause);
    if (failed === null) continue;
    // Without a connection nothing was sent.
    const notTaken = failed.failure === 'unreachable';
    return new MessagingError('unavailable', { providerCode: failed.code, notTaken });
  }
  return new MessagingError('unavailable', { cause: error });
}
