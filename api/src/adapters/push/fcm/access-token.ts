import { importPKCS8, SignJWT } from 'jose';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { statusFailure } from '../../../kernel/network/failures.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { PushError } from '../../../ports/push.ts';
import type { ServiceAccount } from './service-account.ts';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** An assertion lives as long as the provider allows at most. */
const ASSERTION_SECONDS = 3_600;
/** A token is renewed this long before it ends, milliseconds: a request with it takes time. */
const EARLY_MS = 60_000;

interface Deps {
  readonly account: ServiceAccount;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Milliseconds of a clock that never goes backwards. */
  readonly now: () => number;
}

interface Held {
  readonly token: string;
  /** By {@link Deps.now}. */
  readonly until: number;
}

/**
 * Access tokens of a service account by a signed assertion (RFC 7523), kept until shortly before they end. Requests that need
 * one at the same time share one exchange.
 */
export class AccessTokens {
  readonly #deps: Deps;
  #held: Held | null = null;
  #asking: Promise<Held> | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws PushError, or an error of the network. */
  async get(): Promise<string> {
    if (this.#held !== null && this.#held.until > this.#deps.now()) return this.#held.token;
    this.#asking ??= this.#exchange().finally(() => {
      this.#asking = null;
    });
    this.#held = await this.#asking;
    return this.#held.token;
  }

  /** The provider refused it: the next request asks for another one. */
  forget(token: string): void {
    if (this.#held?.token === token) this.#held = null;
  }

  async #exchange(): Promise<Held> {
    const { account, timeoutMs, now } = this.#deps;
    const asked = now();
    const reply = await this.#deps.fetch(account.tokenUri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: GRANT, assertion: await this.#assertion() }).toString(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!reply.ok) throw refusalOf(reply);
    const granted = (await reply.json()) as Readonly<Record<string, unknown>> | null;
    const token = granted?.access_token;
    const seconds = granted?.expires_in;
    if (typeof token !== 'string' || token === '' || typeof seconds !== 'number') {
      throw new PushError('unavailable', { providerCode: 'no token' });
    }
    return { token, until: asked + Math.max(0, seconds * 1_000 - EARLY_MS) };
  }

  async #assertion(): Promise<string> {
    const { clientEmail, privateKey, privateKeyId, tokenUri } = this.#deps.account;
    const key = await importPKCS8(privateKey, 'RS256').catch(() => {
      throw new PushError('misconfigured', { providerCode: 'private_key' });
    });
    const issued = Math.floor(this.#deps.clock().getTime() / 1_000);
    return new SignJWT({ scope: SCOPE })
      .setProtectedHeader({
        alg: 'RS256',
        typ: 'JWT',
        ...(privateKeyId === null ? {} : { kid: privateKeyId }),
      })
      .setIssuer(clientEmail)
      .setAudience(tokenUri)
      .setIssuedAt(issued)
      .setExpirationTime(issued + ASSERTION_SECONDS)
      .sign(key);
  }
}

/** Whatever the account is refused for, an operator must look at it. */
function refusalOf({ status, headers }: Response): PushError {
  const details = { providerCode: `token ${status}`, retryAfterMs: retryAfterMs(headers) };
  switch (statusFailure(status)) {
    case 'rate_limited':
      return new PushError('rate_limited', details);
    case 'unauthorised':
    case 'rejected':
      return new PushError('misconfigured', details);
    default:
      return new PushError('unavailable', details);
  }
}
