import { sized } from './size.ts';
import type { Lap } from './stopwatch.ts';

/** Longer files keep one worker busy while the other has nothing left to do. */
const MAX_SECONDS = sized({ small: 60, full: Number.POSITIVE_INFINITY });
/** Files with a limit of their own: to be split, nothing is to be added. */
export const LONGER: Readonly<Record<string, number>> = {
  // Waits until the locks of killed processes are free.
  'api/test/durability/sla-clocks.test.ts': 150,
};

/**
 * What is wrong with the time that a test file took; undefined when nothing is, or when the machine was too busy to tell.
 * @param path of the file, absolute or from the root.
 */
export function timeFault(
  path: string,
  { idleSeconds = 0, busy }: Pick<Lap, 'idleSeconds' | 'busy'>,
  limit = MAX_SECONDS,
): string | undefined {
  if (busy) return undefined;
  const [, own = limit] = Object.entries(LONGER).find(([name]) => path.endsWith(name)) ?? [];
  const most = Math.max(own, limit);
  if (idleSeconds <= most) return undefined;
  return (
    `This file takes ${Math.round(idleSeconds)} s of an idle machine, more than ${most} s at the small size: ` +
    'split it, or let sized() repeat less (api/test/support/size.ts).'
  );
}
