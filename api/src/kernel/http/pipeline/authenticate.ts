import type { Authenticator } from '../../auth/authenticator.ts';
import type { Principal } from '../../auth/principal.ts';
import { Problem } from '../../ground/problem.ts';
import type { EngineContext, EngineHook } from '../contract/engine.ts';
import { type Credentials, readCredentials, SCHEMES, type Scheme } from '../credentials.ts';
import type { Exchange } from '../exchange.ts';

/** The engine's security handlers: each verifies its scheme's credential, when one was presented. */
export function securityHandlers(authenticator: Authenticator): Record<Scheme, EngineHook<Exchange>> {
  const handler =
    (scheme: Scheme) =>
    async ({ request, operation }: EngineContext<Exchange>): Promise<Principal | false> => {
      request.credentials ??= readCredentials(request.headers);
      const { credentials } = request;
      const credential = credentials[scheme];
      if (credential === undefined || isSuperseded(scheme, credentials, operation.schemes)) return false;
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
function isSuperseded(scheme: Scheme, credentials: Credentials, accepted: readonly string[]): boolean {
  for (const better of SCHEMES) {
    if (better === scheme) return false;
    if (credentials[better] !== undefined && accepted.includes(better)) return true;
  }
  return false;
}
