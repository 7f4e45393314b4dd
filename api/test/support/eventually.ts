import { setTimeout as delay } from 'node:timers/promises';

/**
 * Repeats a query until it succeeds: for what another process or a timer does. The limit is for what never happens, not
 * a promise of speed: on a machine shared by other work everything takes many times as long. Promises in seconds are
 * measured by `make bench`.
 * @throws the last error, or a statement of what was awaited, after `withinMs`.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  withinMs = 240_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let failure: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false && answer !== null) return answer;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what} did not happen within ${withinMs} ms`, { cause: failure });
    }
    await delay(20);
  }
}

/**
 * Waits until a count has reached a number, however long that takes: as long as it still grows nothing is stuck.
 * @throws a statement of what was awaited, when the count has not grown for `stuckAfterMs`.
 */
export async function reaches(
  what: string,
  wanted: number,
  count: () => Promise<number>,
  stuckAfterMs = 240_000,
): Promise<void> {
  let reached = -1;
  let grewAt = performance.now();
  for (;;) {
    const now = await count();
    if (now >= wanted) return;
    if (now > reached) {
      reached = now;
      grewAt = performance.now();
    }
    if (performance.now() - grewAt > stuckAfterMs) {
      throw new Error(`${what}: ${now} of ${wanted}, and no more for ${stuckAfterMs} ms`);
    }
    // Counting costs those who work for it.
    await delay(200);
  }
}
