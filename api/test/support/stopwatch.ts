import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { secondsOf } from './processor-time.ts';

/** How long something took. */
export interface Lap {
  /** By the clock, seconds. */
  readonly seconds: number;
  /** As it would have been on an idle machine; undefined where the system does not report it. */
  readonly idleSeconds: number | undefined;
  /**
   * Processor time of this process and of those it started and ended meanwhile, without the shared database and browser;
   * undefined as above.
   */
  readonly processorSeconds: number | undefined;
  /** The machine was so busy in the last minute of it that `idleSeconds` is too rough to fail anything. */
  readonly busy: boolean;
}

/**
 * Processes that are ready to run or wait for a disk, per processor. Two workers with their databases and browsers come
 * to less than this; four busy loops beside them on two processors, to more.
 */
const BUSY_LOAD = 2.5;

interface Scheduled {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Starts measuring. The kernel reports how long this process has run and how long it was ready to run and had to wait
 * for a processor (`/proc/self/schedstat`, Linux). Other work of the machine delays the database, the browser and other
 * processes in about the same proportion as this one, so the time by the clock is scaled by running / (running +
 * waiting). The busier the machine, the less exact this is: processes that compute for long wait more than one that
 * mostly waits for them.
 */
export function stopwatch(): () => Lap {
  const began = performance.now();
  const before = scheduled();
  const spent = secondsOf('self');
  return () => {
    const seconds = (performance.now() - began) / 1000;
    const after = scheduled();
    const processorSeconds = spent === undefined ? undefined : (secondsOf('self') ?? spent) - spent;
    const [load = 0] = loadavg();
    const busy = load / availableParallelism() > BUSY_LOAD;
    if (before === undefined || after === undefined)
      return { seconds, idleSeconds: undefined, processorSeconds, busy };
    const running = after.running - before.running;
    const waiting = after.waiting - before.waiting;
    const idleSeconds = running > 0 ? (seconds * running) / (running + waiting) : seconds;
    return { seconds, idleSeconds, processorSeconds, busy };
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
