/**
 * What is made of work whose worker died in the middle. A death proves nothing by itself (a release, a machine that
 * went away, an operator in a hurry), so deaths are counted apart from failed attempts and much more is allowed:
 * something that kills its process every time is found in the end, while a process killed over and over from outside
 * loses nothing.
 */

/** Deaths after which a worker takes the work beside no other such one. The index in migration 0002 is on this number. */
export const SUSPECT = 2;

/** Deaths after which it is not tried again at once, but after 1 s, 2 s, 4 s …: other work gets its turn between. */
const AT_ONCE = 10;

/** Deaths after which it becomes a dead letter: about 14 minutes of waiting at least, and as many restarts. */
export const MOST_DEATHS = 20;

const LONGEST_WAIT_MS = 300_000;

/** What is written on it. */
export const WORKER_DIED = 'the worker stopped in the middle';

/** How long to wait after death number `deaths`, milliseconds. */
export function waitAfterDeath(deaths: number): number {
  return deaths <= AT_ONCE ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (deaths - AT_ONCE - 1));
}

/** {@link waitAfterDeath} as an interval in SQL; `deaths` is an expression of an integer. */
export const waitAfterDeathSql = (deaths: string): string =>
  `(case when ${deaths} <= ${AT_ONCE} then 0
         else least(${LONGEST_WAIT_MS}, 1000 * power(2, ${deaths} - ${AT_ONCE + 1})) end * interval '1 millisecond')`;
