import { type Authenticator, RECENT_MINUTES } from '../../auth/authenticator.ts';
import { Problem } from '../../ground/problem.ts';
import { needsRecentSignIn } from '../contract/extensions/recent-sign-in.ts';
import { checkRelation } from '../contract/extensions/relation.ts';
import type { Exchange } from '../exchange.ts';
import type { Idempotency } from '../idempotency/once.ts';
import type { CostLanes } from '../limits/lanes.ts';
import { entityTag } from '../operation.ts';
import type { Reply } from '../reply.ts';
import type { Step } from './step.ts';

/** A handler as the pipeline sees it; its types were checked where it was written. */
export type AnyHandler = (request: never) => Promise<{ status: number; body?: unknown; headers?: unknown }>;

/** @throws Problem `not_found` when the path names a tenant or person that the caller's relation excludes. */
export function relateToTenant({ routed, principal, params }: Exchange): void {
  checkRelation(routed.access.tenant, principal, params);
}

/**
 * @throws Problem `reauthentication_required` for a person whose sign-in is too old for the request
 *   (`x-recent-sign-in`).
 */
export function requireRecentSignIn(authenticator: Pick<Authenticator, 'signedInRecently'>): Step {
  return ({ routed, principal, body }) => {
    const rule = routed.recentSignIn;
    const person = principal.kind === 'staff' || principal.kind === 'resident';
    if (rule === null || !person || !needsRecentSignIn(rule, body)) return undefined;
    return authenticator.signedInRecently(principal).then((recent) => {
      if (!recent) throw new Problem('reauthentication_required', { detail: STALE[principal.kind] });
    });
  };
}

const STALE = {
  staff: `This needs a sign-in of the last ${RECENT_MINUTES} minutes. Confirm your password (POST /v1/me/reauthentication) or sign in again, then repeat the request.`,
  resident: `This needs a sign-in of the last ${RECENT_MINUTES} minutes. Sign in again, then repeat the request.`,
} as const;

/**
 * Calls the operation's handler: when its turn comes (`x-cost`), and once per idempotency key.
 * @throws Problem `overloaded`, and what the handler throws.
 */
export function callHandler(
  handlers: Readonly<Record<string, AnyHandler | undefined>>,
  idempotency: Idempotency | null,
  lanes: CostLanes | null,
): Step {
  return (exchange) => {
    // The contract engine refuses to start without a handler for every operation.
    const handler = handlers[exchange.routed.operationId] as AnyHandler;
    const call = () => replyOf(exchange, handler);
    const run = lanes === null ? call : () => lanes.run(exchange, call);
    const key = idempotency?.keyOf(exchange, exchange.routed) ?? null;
    return key === null ? run() : (idempotency as Idempotency).run(key, exchange, run);
  };
}

const NO_HEADERS: Reply['headers'] = {};

async function replyOf(exchange: Exchange, handler: AnyHandler): Promise<Reply> {
  const { params, query, headers, body, raw, principal, ip, overLimit } = exchange;
  const reply = await handler({ params, query, headers, body, raw, principal, ip, overLimit } as never);
  let replyHeaders = NO_HEADERS;
  if (reply.headers !== undefined) {
    const given = Object.entries(reply.headers as Record<string, string>);
    replyHeaders = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
  }
  const version = (reply.body as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number') replyHeaders = { ...replyHeaders, etag: entityTag(version) };
  return { status: reply.status, body: reply.body, headers: replyHeaders };
}
