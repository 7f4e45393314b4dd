/**
 * What happens to work whose worker process ended in the middle of it. A crash by itself proves nothing (a release, a
 * machine that was lost, a process killed from outside), so crashes are counted apart from failed attempts, and the
 * count first of all decides how much runs beside such work, not when it runs:
 *
 * - Work with {@link SUSPECT} crashes or more runs beside fewer and fewer of its kind, as in group testing: eight, four,
 *   two, alone. Work that ends its process is left alone after a few crashes, and what ran beside it goes free.
 * - The fewest crashes go first. Work that ends its process always has the most, so it never holds up the rest; and
 *   when processes are killed from outside again and again, the crashes spread over everything that was running, so
 *   that nothing healthy reaches a pause.
 * - A pause comes only after {@link AT_ONCE} crashes of one and the same piece of work, and is at most
 *   {@link LONGEST_WAIT_MS}: time for requests to be served between two restarts.
 */

/** Crashes after which fewer such pieces of work run at once. The indexes on suspects in the migrations are on this number. */
export const SUSPECT = 2;

/** Suspects of {@link SUSPECT} crashes that one worker runs at once; halved by each further crash. */
const COMPANIONS = 8;

/** Crashes after which the next try waits: 1 s, 2 s, 4 s … */
const AT_ONCE = 10;

/** Crashes after which it becomes a dead letter: two and a half minutes of pauses, and as many restarts. */
export const MOST_DEATHS = 20;

const LONGEST_WAIT_MS = 30_000;

/** What is written on it. */
export const WORKER_DIED = 'the worker stopped in the middle';

/** How many suspects one worker may hold so that work with this many crashes is among them. At least 1. */
export function companions(deaths: number): number {
  return Math.max(1, COMPANIONS >> Math.min(deaths - SUSPECT, 8));
}

/** {@link companions} in SQL; `deaths` is an expression of an integer of at least {@link SUSPECT}. */
export const companionsSql = (deaths: string): string =>
  `greatest(1, ${COMPANIONS} >> least(${deaths} - ${SUSPECT}, 8))`;

/** How long to wait after crash number `deaths`, milliseconds. */
export function waitAfterDeath(deaths: number): number {
  return deaths <= AT_ONCE ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (deaths - AT_ONCE - 1));
}

/** {@link waitAfterDeath} as an interval in SQL; `deaths` is an expression of an integer. */
export const waitAfterDeathSql = (deaths: string): string =>
  `(case when ${deaths} <= ${AT_ONCE} then 0
         else least(${LONGEST_WAIT_MS}, 1000 * power(2, ${deaths} - ${AT_ONCE + 1})) end * interval '1 millisecond')`;
