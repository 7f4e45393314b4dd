import type { Authenticator, Credential } from '../auth/authenticator.ts';
import type { Principal } from '../auth/principal.ts';
import { Problem } from '../ground/problem.ts';
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

/** The engine's security handlers: each has its scheme's credential verified, when one was presented. */
export function securityHandlers(authenticator: Authenticator): Record<Scheme, EngineHook<Exchange>> {
  const handler =
    (scheme: Scheme) =>
    async ({ request, operation }: EngineContext<Exchange>): Promise<Principal | false> => {
      request.credentials ??= readCredentials(request.headers);
      const { credentials } = request;
      const credential = credentials[scheme];
      if (credential === undefined || outranked(scheme, credentials, operation.schemes)) return false;
      try {
        if (credential === 'malformed') throw new Problem('unauthenticated');
        const purpose = operation.access.enrolment ? 'enrolment' : undefined;
        const principal = await authenticator.verify(credential, purpose);
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
