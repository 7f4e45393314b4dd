import { ANONYMOUS, shareOf } from '../../auth/principal.ts';
import { Problem } from '../../ground/problem.ts';
import { countedAddress } from '../../values/network-address.ts';
import type { ContractOperation } from '../contract/document.ts';
import type { Cors } from '../cors.ts';
import type { Exchange } from '../exchange.ts';
import type { Limits } from '../limits/limits.ts';
import type { Step } from './step.ts';

/** Adds the headers that let a page of an allowed origin read the reply, also a problem. */
export function allowOrigin(cors: Cors | null): Step {
  return (exchange) => cors?.apply(exchange);
}

/** Until the caller is known, queries for a request count to their network. */
export function noteNetwork({ context, ip }: Exchange): void {
  context.share = shareOf(ANONYMOUS, countedAddress(ip));
}

/** While the process stops, only probes are answered. @throws Problem `shutting_down`. */
export function refuseWhileStopping(stopping: () => boolean): Step {
  return (exchange) => {
    if (stopping() && !isProbe(exchange)) {
      throw new Problem('shutting_down', { headers: { connection: 'close', 'retry-after': '1' } });
    }
  };
}

/** A CORS preflight is no operation: it ends here. */
export function answerPreflight(cors: Cors | null): Step {
  return (exchange) => {
    if (cors === null || !isPreflight(exchange)) return undefined;
    return { status: 204, body: undefined, headers: cors.preflightHeaders(exchange) };
  };
}

/**
 * Probes share an address with everything that comes through their load balancer, so they are not counted; nor are
 * operations that decide themselves whom they refuse.
 */
export function limitByAddress(limits: Limits | null, operations: readonly ContractOperation[]): Step {
  const deciding = new Set(
    operations
      .filter(({ limit }) => limit?.refuses === false)
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`),
  );
  return (exchange) =>
    isProbe(exchange) || deciding.has(`${exchange.method} ${exchange.path}`)
      ? undefined
      : limits?.address(exchange);
}

function isProbe({ path }: Exchange): boolean {
  return path.startsWith('/health/');
}

function isPreflight({ method, headers }: Exchange): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
