import { readFileSync } from 'node:fs';

/** How long something took. */
export interface Lap {
  /** By the clock on the wall. */
  readonly seconds: number;
  /** As it would have been on an idle machine; undefined where the system does not tell. */
  readonly idleSeconds: number | undefined;
}

interface Scheduled {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Starts measuring. The kernel tells how long this process has run and how long it was ready to run and had to wait for a
 * processor (`/proc/self/schedstat`, Linux). What else the machine does holds up the database, the browser and other
 * processes in the same proportion as this one, so the time by the clock is scaled by running / (running + waiting).
 */
export function stopwatch(): () => Lap {
  const began = performance.now();
  const before = scheduled();
  return () => {
    const seconds = (performance.now() - began) / 1000;
    const after = scheduled();
    if (before === undefined || after === undefined) return { seconds, idleSeconds: undefined };
    const running = after.running - before.running;
    const waiting = after.waiting - before.waiting;
    return { seconds, idleSeconds: running > 0 ? (seconds * running) / (running + waiting) : seconds };
  };
}

/** Nanoseconds so far; undefined where the system does not count them. */
function scheduled(): Scheduled | undefined {
  try {
    const [running = 0, waiting = 0] = readFileSync('/proc/self/schedstat', 'utf8').split(' ').map(Number);
    return running > 0 ? { running, waiting } : undefined;
  } catch {
    return undefined;
  }
}
