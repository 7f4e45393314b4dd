import type { Authenticator } from '../../auth/authenticator.ts';
import type { Principal } from '../../auth/principal.ts';
import { Problem } from '../../ground/problem.ts';
import { readBody } from '../body.ts';
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

/** A request of a provider, as its signature covers it. */
export interface SignedRequest {
  /** Below the public address of the installation, with the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly headers: Exchange['headers'];
  /** As parsed and not yet validated; undefined where the handler reads it as it arrives. */
  readonly body: unknown;
  /** The bytes of the body as they arrived; null where there is none or the handler reads it as it arrives. */
  readonly raw: Uint8Array | null;
}

/** Whether the provider signed the request. */
export type SignatureCheck = (request: SignedRequest) => boolean;

/** Bytes of a body that are read to check its signature: unknown callers must not make the service buffer more. */
const SIGNED_BODY_LIMIT = 65_536;

/** The engine's security handler of `signature`. What cannot be read was signed by nobody. */
export function signatureHandler(
  checks: Readonly<Record<string, SignatureCheck | undefined>>,
): EngineHook<Exchange> {
  return async ({ request, operation }) => {
    try {
      // The signature of an upload is in its address.
      if (operation.body?.streamed !== true) await readBody(request, operation, SIGNED_BODY_LIMIT);
    } catch {
      // Whatever is wrong with it, the caller gets the answer of an unknown caller.
      return false;
    }
    const { params, headers, body, raw } = request;
    const path = request.req.url ?? request.path;
    request.signed = checks[operation.operationId]?.({ path, params, headers, body, raw }) === true;
    return request.signed;
  };
}

/** A signed-in person in a hospital's widget sends both token and publishable key: the person counts. */
function isSuperseded(scheme: Scheme, credentials: Credentials, accepted: readonly string[]): boolean {
  for (const better of SCHEMES) {
    if (better === scheme) return false;
    if (credentials[better] !== undefined && accepted.includes(better)) return true;
  }
  return false;
}
