import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
// What the files note down about themselves is declared there.
import type {} from '../../api/test/file.setup.ts';

const SHOWN = 10;
/** Shorter files may run in any order. */
const WORTH_RECORDING = 4;

/**
 * Prints the ten slowest files at the end. With `RECORD_DURATIONS=1` it also writes `durations.json`, from which the next
 * runs know which files to begin with.
 */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules
      .map((module) => {
        const { lap } = module.meta();
        const seconds = lap?.seconds ?? 0;
        return { path: module.relativeModuleId, seconds, idle: lap?.idleSeconds ?? seconds };
      })
      .sort((a, b) => b.idle - a.idle);
    console.log(`The slowest files, in seconds of an idle machine (by the clock):`);
    for (const { path, idle, seconds } of files.slice(0, SHOWN)) {
      console.log(`${idle.toFixed(1).padStart(7)} (${seconds.toFixed(1)}) ${path}`);
    }
    for (const module of modules) {
      const { left = [] } = module.meta();
      if (left.length > 0) console.log(`Left behind by ${module.relativeModuleId}: ${left.join('; ')}`);
    }
    if (process.env.RECORD_DURATIONS) record(files);
  }
}

function record(files: readonly { readonly path: string; readonly idle: number }[]): void {
  const long = files.filter(({ idle }) => idle >= WORTH_RECORDING);
  const durations = Object.fromEntries(long.map(({ path, idle }) => [path, Math.round(idle)]));
  writeFileSync(new URL('./durations.json', import.meta.url), `${JSON.stringify(durations, null, 2)}\n`);
}
