import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock (`man 7 time`, USER_HZ). */
const TICKS_PER_SECOND = 100;

interface Usage {
  readonly parent: number;
  /** Seconds, of the process and of those it has started that have ended. */
  readonly seconds: number;
}

/** Processor time of a process and of those it has started that have ended, in seconds; undefined where it is not known. */
export function secondsOf(process: number | 'self'): number | undefined {
  return usageOf(process)?.seconds;
}

/** As {@link secondsOf}, together with everything under the process that still runs. */
export function secondsUnder(root: number): number | undefined {
  const usages = new Map<number, Usage>();
  try {
    for (const name of readdirSync('/proc')) {
      const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : undefined;
      if (usage !== undefined) usages.set(Number(name), usage);
    }
  } catch {
    return undefined;
  }
  const isUnder = (process: number): boolean => {
    for (let at = process; usages.has(at); at = usages.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  return [...usages].reduce((sum, [process, { seconds }]) => (isUnder(process) ? sum + seconds : sum), 0);
}

/** Undefined when the process has ended, or the system has no such file. */
function usageOf(process: number | 'self'): Usage | undefined {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'utf8');
    // The name, in parentheses, may have blanks in it. After it: the state, the parent and, from the twelfth, the times.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
}
