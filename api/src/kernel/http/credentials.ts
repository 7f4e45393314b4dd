import passport from 'passport';
import type { Authenticator, Credential, Purpose } from '../auth/authenticator.ts';
import type { Principal } from '../auth/principal.ts';
import { Problem } from '../problem.ts';
import type { EngineContext, EngineHook } from './contract/engine.ts';
import type { Exchange } from './exchange.ts';

/** The security schemes of the contract, in the order in which a caller who presents several is known by one. */
export const SCHEMES = ['bearer', 'apiKey', 'publishableKey'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What a request presents, by scheme; `malformed` is something we could never accept in that place. */
export type Credentials = Partial<Record<Scheme, Credential | 'malformed'>>;

/** Finds the credentials of a request. Kinds are told apart by prefix: a key in the wrong place is malformed. */
export function readCredentials(headers: Exchange['headers']): Credentials {
  const found: Credentials = {};
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = authorization.startsWith('Bearer ')
      ? authorization.slice(7).trim()
      : bearerOf(authorization);
    if (token === '' || token.startsWith('pk_')) found.bearer = 'malformed';
    else if (token.startsWith('sk_')) found.bearer = { kind: 'api_key', key: token };
    else found.bearer = { kind: 'bearer', token };
  }
  const apiKey = headers['x-api-key'];
  if (apiKey !== undefined)
    found.apiKey = apiKey.startsWith('sk_') ? { kind: 'api_key', key: apiKey } : 'malformed';
  const publishable = headers['x-publishable-key'];
  if (publishable !== undefined) {
    found.publishableKey = publishable.startsWith('pk_')
      ? { kind: 'publishable_key', key: publishable, origin: headers.origin ?? null }
      : 'malformed';
  }
  return found;
}

/** The token of an unusual spelling (`bearer`, more blanks); empty for another scheme. */
function bearerOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** A passport strategy for one scheme. All of them end in the one `Authenticator`. */
class CredentialStrategy extends passport.Strategy {
  override readonly name: Scheme;
  private readonly authenticator: Authenticator;

  constructor(scheme: Scheme, authenticator: Authenticator) {
    super();
    this.name = scheme;
    this.authenticator = authenticator;
  }

  override authenticate(request: unknown): void {
    const { credentials, purpose } = request as Presented;
    const credential = credentials[this.name];
    if (credential === undefined || credential === 'malformed') {
      this.fail(new Problem('unauthenticated') as never);
      return;
    }
    this.authenticator.verify(credential, purpose).then(
      (principal) => this.success(principal),
      (error: unknown) => {
        if (error instanceof Problem) this.fail(error as never);
        else this.error(error);
      },
    );
  }
}

/** All that passport is shown of a request. */
interface Presented {
  readonly credentials: Credentials;
  readonly purpose: Purpose | undefined;
}

/**
 * Lets a strategy judge, by passport's own protocol: it calls `success`, `fail` or `error` of a copy made for this one
 * request. Passport's own middleware adds sessions, redirects and flash messages, which nothing here uses and which
 * were 2 of the 7.5 us of processor time that a request spent in this layer.
 */
function attempt(strategy: CredentialStrategy, presented: Presented): Promise<Principal> {
  return new Promise((resolve, reject) => {
    const judge: CredentialStrategy = Object.create(strategy);
    judge.success = resolve as typeof judge.success;
    judge.fail = reject as typeof judge.fail;
    judge.error = reject;
    judge.authenticate(presented);
  });
}

/** The engine's security handlers: each verifies its scheme through passport, and only when it was presented. */
export function securityHandlers(authenticator: Authenticator): Record<Scheme, EngineHook<Exchange>> {
  const strategies = Object.fromEntries(
    SCHEMES.map((scheme) => [scheme, new CredentialStrategy(scheme, authenticator)]),
  ) as Record<Scheme, CredentialStrategy>;
  const verify = (scheme: Scheme, presented: Presented) => attempt(strategies[scheme], presented);

  const handler =
    (scheme: Scheme) =>
    async ({ request, operation }: EngineContext<Exchange>): Promise<Principal | false> => {
      request.credentials ??= readCredentials(request.headers);
      const { credentials } = request;
      if (credentials[scheme] === undefined || outranked(scheme, credentials, operation.schemes))
        return false;
      try {
        const purpose = operation.access.enrolment ? 'enrolment' : undefined;
        const principal = await verify(scheme, { credentials, purpose });
        request.principal = principal;
        return principal;
      } catch (error) {
        request.refusal ??= error;
        return false;
      }
    };
  return { bearer: handler('bearer'), apiKey: handler('apiKey'), publishableKey: handler('publishableKey') };
}

/** A signed-in person in a hospital's widget sends both token and publishable key: the person counts. */
function outranked(scheme: Scheme, credentials: Credentials, accepted: readonly string[]): boolean {
  for (const better of SCHEMES) {
    if (better === scheme) return false;
    if (credentials[better] !== undefined && accepted.includes(better)) return true;
  }
  return false;
}
