import { Problem } from '../ground/problem.ts';
import { Bulkhead } from './bulkhead.ts';

/** How long a unit of work waits for a connection. */
const WAIT_AT_MOST_MS = 10_000;

/**
 * Decides who gets a connection next. Tenants, networks of callers who have not signed in, and background work take
 * turns, and each has at most three quarters of the pool: one that holds connections for long, say with changes that
 * wait for one locked row, leaves some to the others.
 * @param pool the number of connections.
 */
export function connectionTurns(pool: number): Bulkhead {
  const left = Math.max(1, Math.floor(pool / 4));
  return new Bulkhead(pool, {
    runningPerShare: Math.max(1, pool - left),
    waitAtMost: WAIT_AT_MOST_MS,
    refusal: () =>
      new Problem('dependency_down', {
        detail: 'All connections to the database are in use. Try again shortly.',
        headers: { 'Retry-After': '2' },
        cause: 'no free connection',
      }),
  });
}
