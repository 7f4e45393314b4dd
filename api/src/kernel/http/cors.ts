import type { Authenticator } from '../auth/authenticator.ts';
import type { Exchange } from './exchange.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, X-API-Key, X-Publishable-Key, X-Correlation-Id, traceparent';
const EXPOSED =
  // Date: pages choose days and compare times by the service's clock, since that of a device may be days off.
  'Date, ETag, Location, Retry-After, X-Correlation-Id, traceparent, Idempotency-Replayed, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset';
/** Seconds an answer about an origin is cached: a new key works within this time, a removed one stops. */
const REMEMBERED = 30;
const MAX_CACHED_ORIGINS = 1000;

/**
 * Which foreign pages may call the API: those of a hospital's publishable keys and those of the settings. CORS only
 * decides what a browser shows to a page; it admits no caller. No cookies are used, so credentials are never allowed.
 */
export class Cors {
  private readonly always: ReadonlySet<string>;
  private readonly authenticator: Pick<Authenticator, 'isAllowedOrigin'>;
  private readonly answers = new Map<string, { allowed: boolean; until: number }>();

  constructor(origins: readonly string[], authenticator: Pick<Authenticator, 'isAllowedOrigin'>) {
    this.always = new Set(origins);
    this.authenticator = authenticator;
  }

  /** Adds the headers of the reply. Resolves at once for requests without an `Origin` or from our own pages. */
  apply(exchange: Exchange): Promise<void> | undefined {
    const { origin, host } = exchange.headers;
    if (origin === undefined) return undefined;
    exchange.addHeader('vary', 'Origin');
    if (origin === `http://${host}` || origin === `https://${host}`) return undefined;
    return this.allow(exchange, origin);
  }

  private async allow(exchange: Exchange, origin: string): Promise<void> {
    if (!(await this.isAllowed(origin))) return;
    exchange.addHeader('access-control-allow-origin', origin);
    exchange.addHeader('access-control-expose-headers', EXPOSED);
  }

  private async isAllowed(origin: string): Promise<boolean> {
    if (this.always.has(origin)) return true;
    const known = this.answers.get(origin);
    if (known !== undefined && known.until > Date.now()) return known.allowed;
    let allowed: boolean;
    try {
      allowed = await this.authenticator.isAllowedOrigin(origin);
    } catch {
      // The database cannot be asked now: refused this once, and asked again for the next request.
      return false;
    }
    if (this.answers.size >= MAX_CACHED_ORIGINS) this.answers.clear();
    this.answers.set(origin, { allowed, until: Date.now() + REMEMBERED * 1000 });
    return allowed;
  }

  /** The answer to a preflight, once {@link apply} has run: nothing for an origin that is not allowed. */
  preflightHeaders({ extraHeaders }: Exchange): Record<string, string> {
    if (extraHeaders?.['access-control-allow-origin'] === undefined) return {};
    return {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': '600',
    };
  }
}
