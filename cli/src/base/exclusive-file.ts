import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock older than this was left behind by a process that died: refreshing a session takes a second at most. */
const STALE_MS = 20_000;

/** One at a time among processes, by a file that only one of them can create. */
export function exclusiveFile(path: string): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    while (!taken(path)) await sleep(25 + Math.random() * 50);
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  };
}

function taken(path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > STALE_MS) rmSync(path, { force: true });
    return false;
  }
}
