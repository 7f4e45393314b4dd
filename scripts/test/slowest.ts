import { existsSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
// What the files note down about themselves is declared there.
import type {} from '../../api/test/support/file.setup.ts';
import { secondsUnder } from '../../api/test/support/processor-time.ts';
import { sized } from '../../api/test/support/size.ts';
import { DURATIONS } from './durations.ts';

const SHOWN = 10;
/** Twelve minutes of two processors: the other three are for installation and static checks. */
const BUDGET_SECONDS = sized({ small: 1_440, full: Number.POSITIVE_INFINITY });
/** Shorter files may run in any order. */
const WORTH_RECORDING = 4;

/**
 * Prints the ten slowest files at the end, the ten that need the most processor time, and what the run needs in all.
 * With `RECORD_DURATIONS=1` it also writes what the files of this run took into `durations.json`, from which the next
 * runs know which files to begin with.
 */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules
      .map((module) => {
        const { lap } = module.meta();
        const seconds = lap?.seconds ?? 0;
        return {
          path: module.relativeModuleId,
          seconds,
          idle: lap?.idleSeconds ?? seconds,
          processor: lap?.processorSeconds ?? 0,
        };
      })
      .sort((a, b) => b.idle - a.idle);
    console.log(`The slowest files, in seconds of an idle machine (by the clock):`);
    for (const { path, idle, seconds } of files.slice(0, SHOWN)) {
      console.log(`${idle.toFixed(1).padStart(7)} (${seconds.toFixed(1)}) ${path}`);
    }
    console.log('The files that need the most processor time, in seconds, without database and browser:');
    for (const { path, processor } of files.toSorted((a, b) => b.processor - a.processor).slice(0, SHOWN)) {
      console.log(`${processor.toFixed(1).padStart(7)} ${path}`);
    }
    const all = secondsUnder(process.pid);
    if (all !== undefined) console.log(`Processor time of all of it: ${Math.round(all)} s${overBudget(all)}`);
    if (process.env.RECORD_DURATIONS) record(files);
  }
}

function overBudget(seconds: number): string {
  if (seconds <= BUDGET_SECONDS) return '';
  return `, more than the ${BUDGET_SECONDS} s that let \`make test\` end within 15 minutes on two processors`;
}

/** Keeps what other runs have recorded of other files, as long as there are such files. */
function record(files: readonly { readonly path: string; readonly idle: number }[]): void {
  const root = new URL('../../', import.meta.url);
  const durations = new Map(Object.entries(DURATIONS).filter(([path]) => existsSync(new URL(path, root))));
  for (const { path, idle } of files) {
    if (idle >= WORTH_RECORDING) durations.set(path, Math.round(idle));
    else durations.delete(path);
  }
  const sorted = Object.fromEntries([...durations].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(new URL('./durations.json', import.meta.url), `${JSON.stringify(sorted, null, 2)}\n`);
}
