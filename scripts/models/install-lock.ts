import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isTaken, type LockFile, takeLockFile } from '@kiwimesh/api/postgres/data-folder/lock-file.ts';

const POLL_MS = 500;

/**
 * Runs an installation into a folder while no other process of this machine does: another one waits until it is done, and
 * takes over when it was killed.
 */
export async function installAlone<T>(folder: string, install: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lock = await lockOf(path.join(folder, 'installing.json'));
  try {
    return await install();
  } finally {
    await lock.release();
  }
}

async function lockOf(file: string): Promise<LockFile> {
  for (;;) {
    const outcome = await takeLockFile(file, {});
    if (isTaken(outcome)) return outcome;
    await delay(POLL_MS);
  }
}
