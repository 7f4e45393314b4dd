import { availableParallelism, loadavg } from 'node:os';

/** A time limit as meant for a machine with nothing else to do; a crowded one is given its share more. */
export function crowded(milliseconds: number): number {
  return milliseconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}
