/**
 * What happens to work (deliveries of events, jobs) whose worker process ended in the middle of it: one policy for all
 * queues, with the SQL and the functions that implement it.
 *  A crash by itself proves nothing (a release, a lost machine, a process killed from outside), so crashes are counted
 *  separately from failed attempts, and the count first decides how much runs beside such work, not when it runs:
 *
 * - Work with {@link SUSPECT} crashes or more runs beside fewer and fewer of its kind, as in group testing: eight,
 *   four, two, alone. Work that ends its process runs alone after a few crashes, and the work that ran beside it is
 *   cleared.
 * - The fewest crashes go first. Work that ends its process always has the most, so it never delays the rest; and when
 *   processes are killed from outside again and again, the crashes spread over everything that was running, so that no
 *   healthy work reaches a pause.
 * - A pause comes only after {@link UNPAUSED_CRASHES} crashes of the same piece of work, and is at most {@link
 *   MAX_PAUSE_MS}: time for requests to be served between two restarts.
 * - After {@link GIVE_UP} crashes it becomes a dead letter, without another run.
 */

/**
 * Crashes after which fewer such pieces of work run at once. The indexes on suspects in the migrations use this number.
 */
export const SUSPECT = 2;

/** Suspects with {@link SUSPECT} crashes that one worker runs at once; halved by each further crash. */
const COMPANIONS = 8;

/** Crashes after which the next attempt waits: 1 s, 2 s, 4 s … */
const UNPAUSED_CRASHES = 10;

/** Crashes after which it becomes a dead letter: two and a half minutes of pauses, and as many restarts. */
const GIVE_UP = 20;

const MAX_PAUSE_MS = 30_000;

/** The reason stored with it. */
export const WORKER_CRASHED = 'the worker stopped in the middle';

/** Work that a sweep took from a worker that has ended. */
export interface FreedWork {
  readonly id: string;
  /** The kind of job, or the consumer of the delivery. */
  readonly kind: string;
  /** It is a dead letter now. */
  readonly givenUp: boolean;
}

/** The maximum number of suspects of one claim. */
export const MAX_SUSPECTS = companions(SUSPECT);

/** How many suspects one worker may hold when work with this many crashes is among them. At least 1. */
export function companions(crashes: number): number {
  return Math.max(1, COMPANIONS >> Math.min(crashes - SUSPECT, 8));
}

/** What happens to work after its crash number `crashes`: null when it is given up, else the pause in milliseconds. */
export function pauseAfterCrash(crashes: number): number | null {
  if (crashes >= GIVE_UP) return null;
  return crashes <= UNPAUSED_CRASHES
    ? 0
    : Math.min(MAX_PAUSE_MS, 1_000 * 2 ** (crashes - UNPAUSED_CRASHES - 1));
}

/*
 * The same in SQL. A queue is a table with a column `crashes`; statements that claim lock their candidates with `for
 * update skip locked`, so that concurrent workers get different ones.
 */

/** Conditions: rows of a queue that are not suspects, and those that are. */
export const isClearSql = (row: string): string => `${row}.crashes < ${SUSPECT}`;
export const isSuspectSql = (row: string): string => `${row}.crashes >= ${SUSPECT}`;

/**
 * Of `candidates`, a relation of suspects with id, crashes and due, those that a worker may claim while it holds
 * `held`: the fewest crashes first. Selects id and due.
 */
export const allowedSuspectsSql = (candidates: string, held: string): string => `
    select id, due from (
      select id, crashes, due, row_number() over (order by crashes, due) as place from ${candidates}) as ranked
     where ${held} + place <= greatest(1, ${COMPANIONS} >> least(crashes - ${SUSPECT}, 8))`;

/** Whether work is given up after its crash number `crashes`, an expression of an integer. */
export const isGivenUpSql = (crashes: string): string => `(${crashes} >= ${GIVE_UP})`;

/** {@link pauseAfterCrash} as an interval; `crashes` is an expression of an integer. */
export const pauseAfterCrashSql = (crashes: string): string =>
  `(case when ${crashes} <= ${UNPAUSED_CRASHES} then 0
         else least(${MAX_PAUSE_MS}, 1000 * power(2, ${crashes} - ${UNPAUSED_CRASHES + 1})) end * interval '1 millisecond')`;
