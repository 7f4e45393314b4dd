import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, inject } from 'vitest';
import { begin, leftBehind } from './left-behind.ts';
import { sized } from './size.ts';
import { type Lap, stopwatch } from './stopwatch.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Of a file: from its imports to the end of its last hook. */
    lap?: Lap;
    /** What it left behind, where that is only reported. */
    left?: readonly string[];
  }
  interface ProvidedContext {
    /** What becomes of a file that leaves something behind. */
    leaks: 'fail' | 'report';
  }
}

/*
 * Runs before each test file in its process. Its hook runs after all hooks of the file, and fails the file when it has
 * left something behind or takes too long.
 */

/** Longer files keep one worker busy while the other has nothing left to do. */
const MAX_SECONDS = sized({ small: 60, full: Number.POSITIVE_INFINITY });
/** Longer ones of before the limit, with a limit of their own. To be split; nothing is to be added here. */
const LONGER: Readonly<Record<string, number>> = {
  'api/src/postgres/embedded.test.ts': 90,
  'cli/test/scenario.test.ts': 180,
  'widgets/src/components/kiwi-booking-tracker/kiwi-booking-tracker.browser.test.ts': 120,
  'widgets/src/components/kiwi-booking/kiwi-booking.browser.test.ts': 120,
  'widgets/test/my-data.browser.test.ts': 120,
};
/** What is being closed takes a moment; on a busy machine a long one. */
const PATIENCE_MS = inject('leaks') === 'fail' ? 20_000 : 2_000;

const lap = stopwatch();
/** Where temporary folders of the run are: that of the file before, in a process of several, is gone. */
const shared = globalThis as { kiwimeshTmp?: string };
shared.kiwimeshTmp ??= process.env.TMPDIR ?? '/tmp';
const folder = mkdtempSync(join(shared.kiwimeshTmp, 'kiwimesh-file-'));
// Embedded Postgres runs as another account when the tests run as root, and must get through to its data.
chmodSync(folder, 0o755);
process.env.TMPDIR = folder;
const start = begin(folder);

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted
afterAll(async ({}, file) => {
  const deadline = performance.now() + PATIENCE_MS;
  let left = leftBehind(start);
  while (left.length > 0 && performance.now() < deadline) {
    await delay(50);
    left = leftBehind(start);
  }
  // The process may be ended from outside, which would not write it.
  flushCompileCache();
  process.env.TMPDIR = shared.kiwimeshTmp;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const taken = lap();
  file.meta.lap = taken;
  file.meta.left = left;
  if (left.length > 0 && inject('leaks') === 'fail')
    throw new Error(`This file has left something behind: ${left.join('; ')}`);
  // What a browser or Postgres waits for is not seen from here: for files that use them the figure is only reported.
  if (inject('leaks') !== 'fail') return;
  const seconds = taken.idleSeconds ?? 0;
  const [, own = MAX_SECONDS] =
    Object.entries(LONGER).find(([path]) => file.file.filepath.endsWith(path)) ?? [];
  if (seconds > Math.max(own, MAX_SECONDS)) {
    throw new Error(
      `This file takes ${Math.round(seconds)} s of an idle machine, more than ${MAX_SECONDS} s at the small size: ` +
        'split it, or let sized() repeat less (api/test/size.ts).',
    );
  }
}, 60_000);
