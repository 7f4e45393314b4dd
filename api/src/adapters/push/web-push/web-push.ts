import { type GuardedReply, type GuardOptions, guardedPost } from '../../../kernel/network/guarded-post.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import {
  type BrowserTarget,
  PushError,
  type PushFailure,
  type PushMessage,
  type PushPort,
} from '../../../ports/push.ts';
import { pushErrorOf, pushFailure } from '../failures.ts';

/** The keys that identify this installation to push services (VAPID, RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** How the operator of a push service reaches ours: `mailto:` or `https:`. */
  readonly subject: string;
}

export interface WebPushOptions {
  readonly vapid: VapidKeys;
  readonly guard: GuardOptions;
  /** Milliseconds for a push, from the look-up of the host to the end of the reply. Default 10 000. */
  readonly timeoutMs?: number;
}

/** The status is the reply; the rest says nothing that we use. */
const REPLY_BYTES = 1_024;
/** Created; accepted for later (RFC 8030, 5). Another success is the page of something else. */
const ACCEPTED = new Set([201, 202]);
/** The subscription has expired or never was (RFC 8030, 7.3). */
const GONE = new Set([404, 410]);

/**
 * Pushes to browsers (RFC 8030) with encrypted payloads (RFC 8291). The endpoint is an address that a person gave: requests
 * go only to the public internet, over connections whose addresses were checked, and follow no redirect.
 */
export class WebPush implements PushPort<BrowserTarget> {
  readonly #options: WebPushOptions;

  constructor(options: WebPushOptions) {
    this.#options = options;
  }

  async send(message: PushMessage<BrowserTarget>): Promise<{ readonly providerMessageId: null }> {
    const { guard, timeoutMs = 10_000 } = this.#options;
    try {
      const { headers, body } = await this.#encrypted(message);
      const url = message.target.endpoint;
      const request = { url, headers, body, timeoutMs, maxReplyBytes: REPLY_BYTES };
      const reply = await guardedPost(request, guard);
      if (!ACCEPTED.has(reply.status)) throw refusalOf(reply);
      return { providerMessageId: null };
    } catch (error) {
      throw pushErrorOf(error);
    }
  }

  async #encrypted({
    target,
    title,
    body,
    data,
    urgency,
    ttlSeconds,
    collapseKey,
  }: PushMessage<BrowserTarget>) {
    const { default: webPush } = await import('web-push');
    const { publicKey, privateKey, subject } = this.#options.vapid;
    const { endpoint, p256dh, auth } = target;
    const payload = JSON.stringify({ title, body, data, tag: collapseKey });
    try {
      const { headers, body: encrypted } = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        payload,
        {
          vapidDetails: { publicKey, privateKey, subject },
          contentEncoding: 'aes128gcm',
          TTL: ttlSeconds,
          urgency,
          topic: collapseKey,
        },
      );
      const sent = Object.entries(headers as Record<string, string | number>)
        .filter(([name]) => name.toLowerCase() !== 'content-length')
        .map(([name, value]) => [name.toLowerCase(), String(value)]);
      return { headers: Object.fromEntries(sent) as Record<string, string>, body: encrypted as Buffer };
    } catch {
      // Its keys are of no browser; what the library says may quote them.
      throw new PushError('rejected', { providerCode: 'subscription' });
    }
  }
}

function refusalOf({ status, retryAfter }: GuardedReply): PushError {
  const wait = retryAfterMs({ get: (name) => (name === 'retry-after' ? retryAfter : null) });
  return new PushError(failureOfStatus(status), { providerCode: String(status), retryAfterMs: wait });
}

function failureOfStatus(status: number): PushFailure {
  if (GONE.has(status)) return 'gone';
  if (status >= 300 && status < 400) return 'rejected';
  return pushFailure(status);
}
