import type { Clock } from '../../../kernel/ground/clock.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { wholeFetch } from '../../../kernel/network/whole-fetch.ts';
import {
  type AppTarget,
  PushError,
  type PushFailure,
  type PushMessage,
  type PushPort,
} from '../../../ports/push.ts';
import { pushErrorOf, pushFailure } from '../failures.ts';
import { AccessTokens } from './access-token.ts';
import type { ServiceAccount } from './service-account.ts';

/** Bytes of one reply, which has one name or one error. */
const MAX_REPLY_BYTES = 65_536;
const PROVIDER_URL = 'https://fcm.googleapis.com';

export interface FcmOptions {
  readonly account: ServiceAccount;
  readonly clock: Clock;
  /** Another host that speaks the same protocol: the sandbox. Default: the provider's own. */
  readonly baseUrl?: string;
  /** Milliseconds until a request is given up. Default 10 000. */
  readonly timeoutMs?: number;
}

/** Codes of the provider that mean more than their HTTP status. */
const FAILURES: Readonly<Record<string, PushFailure>> = {
  UNREGISTERED: 'gone',
  // The token is of another project than ours: which of the two is wrong, the provider does not know.
  SENDER_ID_MISMATCH: 'misconfigured',
  THIRD_PARTY_AUTH_ERROR: 'misconfigured',
  QUOTA_EXCEEDED: 'rate_limited',
  UNAVAILABLE: 'unavailable',
  INTERNAL: 'unavailable',
};

/** Pushes to apps by Firebase Cloud Messaging, HTTP v1. */
export class FcmPush implements PushPort<AppTarget> {
  readonly #options: FcmOptions;
  readonly #tokens: AccessTokens;
  readonly #fetch = wholeFetch(
    MAX_REPLY_BYTES,
    (reason) => new PushError('unavailable', { providerCode: reason }),
  );
  readonly #timeoutMs: number;

  constructor(options: FcmOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#tokens = new AccessTokens({
      account: options.account,
      fetch: this.#fetch,
      timeoutMs: this.#timeoutMs,
      clock: options.clock,
      now: () => performance.now(),
    });
  }

  async send(message: PushMessage<AppTarget>): Promise<{ readonly providerMessageId: string }> {
    try {
      const token = await this.#tokens.get();
      const reply = await this.#post(message, token);
      if (reply.status !== 401) return await read(reply);
      // Revoked before its time: once more with a new one.
      this.#tokens.forget(token);
      return await read(await this.#post(message, await this.#tokens.get()));
    } catch (error) {
      throw pushErrorOf(error);
    }
  }

  #post(message: PushMessage<AppTarget>, token: string): Promise<Response> {
    const { account, clock, baseUrl = PROVIDER_URL } = this.#options;
    return this.#fetch(`${baseUrl}/v1/projects/${encodeURIComponent(account.projectId)}/messages:send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: resourceOf(message, clock()) }),
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
  }
}

/** The message in the provider's own words. A second one of the same tag replaces the first on the device. */
function resourceOf(
  { target, title, body, data, urgency, ttlSeconds, collapseKey }: PushMessage<AppTarget>,
  now: Date,
) {
  const high = urgency === 'high';
  return {
    token: target.token,
    notification: { title, body },
    data: { ...data, tag: collapseKey },
    android: {
      collapse_key: collapseKey,
      priority: high ? 'HIGH' : 'NORMAL',
      ttl: `${ttlSeconds}s`,
      notification: { tag: collapseKey, visibility: 'PRIVATE' },
    },
    apns: {
      headers: {
        'apns-collapse-id': collapseKey,
        'apns-priority': high ? '10' : '5',
        'apns-expiration': String(Math.floor(now.getTime() / 1_000) + ttlSeconds),
      },
      payload: { aps: high ? { sound: 'default' } : {} },
    },
  };
}

async function read(reply: Response): Promise<{ readonly providerMessageId: string }> {
  // The status says enough where a proxy answered with a page.
  if (!reply.ok) throw refusalOf(reply, await reply.json().catch(() => null));
  const accepted = (await reply.json()) as { readonly name?: unknown } | null;
  if (typeof accepted?.name !== 'string') throw new PushError('unavailable', { providerCode: 'no name' });
  return { providerMessageId: accepted.name };
}

interface Details {
  readonly errorCode?: unknown;
  readonly fieldViolations?: readonly { readonly field?: unknown }[];
}

/**
 * A status alone never ends a device: 404 is also what a wrong project gets. The provider's code does, and its word that the
 * token has the form of none.
 */
function refusalOf({ status, headers }: Response, body: unknown): PushError {
  const { error } = (body ?? {}) as { readonly error?: { readonly details?: unknown } };
  const details = (Array.isArray(error?.details) ? error.details : []) as readonly Details[];
  const code = details.map(({ errorCode }) => errorCode).find((each) => typeof each === 'string') as
    | string
    | undefined;
  const noToken = details.some(({ fieldViolations }) =>
    Array.isArray(fieldViolations) ? fieldViolations.some(({ field }) => field === 'message.token') : false,
  );
  const failure = noToken
    ? 'gone'
    : ((code === undefined ? undefined : FAILURES[code]) ?? failureOfStatus(status));
  return new PushError(failure, {
    providerCode: code !== undefined && /^[A-Z_]{1,40}$/.test(code) ? code : String(status),
    retryAfterMs: retryAfterMs(headers),
  });
}

function failureOfStatus(status: number): PushFailure {
  // Of the project in the address.
  if (status === 404) return 'misconfigured';
  return pushFailure(status);
}
