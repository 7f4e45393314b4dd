import { principalKey, shareOf } from '../../auth/principal.ts';
import { Problem } from '../../ground/problem.ts';
import { countedAddress } from '../../values/network-address.ts';
import { readBody } from '../body.ts';
import { guard } from '../contract/extensions/access.ts';
import type { Exchange } from '../exchange.ts';
import type { Limits } from '../limits/limits.ts';
import type { Step } from './step.ts';

/**
 * An invalid credential rejects the request, also where none was needed.
 * @throws Problem `unauthenticated` or what the verification of the credential threw.
 */
export function requireCredential(exchange: Exchange): void {
  if (exchange.refusal !== undefined) throw exchange.refusal;
  if (!exchange.authorized && exchange.routed.security.length > 0) throw new Problem('unauthenticated');
}

/** Records the caller in the context of the work, for logs, the outbox and the shares of queues. */
export function noteCaller({ principal, context, ip }: Exchange): void {
  if (principal.kind !== 'anonymous') context.actor = principalKey(principal);
  context.share = shareOf(principal, countedAddress(ip));
}

/** @throws Problem `role_not_allowed`, `scope_missing` and the like when `x-access` does not admit the caller. */
export function guardAccess({ routed, principal, signed }: Exchange): void {
  if (!(signed && routed.access.signed)) guard(routed.access, principal);
}

/** @throws Problem `rate_limited`. */
export function limitByCaller(limits: Limits | null): Step {
  return (exchange) => limits?.caller(exchange, exchange.routed);
}

/** Last, so that rejected callers cannot make the service buffer anything. */
export function readRequestBody(bytes: number): Step {
  return (exchange) =>
    exchange.routed.body === null ? undefined : readBody(exchange, exchange.routed, bytes);
}
