import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { begin, leftBehind } from './left-behind.ts';
import { type Lap, stopwatch } from './stopwatch.ts';
import { timeFault } from './time-limit.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Of a file: from its imports to the end of its last hook. */
    lap?: Lap;
  }
}

/*
 * Runs before each test file in its process. Its hook runs after all hooks of the file, and fails the file when it has
 * left something behind or takes too long.
 */

/** Closing takes a moment; on a busy machine a long one. */
const PATIENCE_MS = 60_000;

const lap = stopwatch();
/** Where temporary folders of the run are: that of the previous file, in a process of several, is deleted. */
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
  if (left.length > 0) throw new Error(`This file has left something behind: ${left.join('; ')}`);
  const fault = timeFault(file.file.filepath, taken);
  if (fault !== undefined) throw new Error(fault);
});
