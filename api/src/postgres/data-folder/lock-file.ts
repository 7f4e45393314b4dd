import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isSameProcess, processMark } from './process-mark.ts';

/** What a lock file holds: the mark of the process that has it, and what its owner wants others to know. */
export interface LockContent {
  readonly mark: string;
}

export interface LockFile {
  /** Lets others have the lock. A lock that is never released ends with its process. */
  release(): Promise<void>;
}

/** A lock left by a process that was killed is taken over; this often when others try the same. */
const TAKE_OVER_TRIES = 20;

/**
 * Takes a lock that is a file, for this process.
 * @param file in a folder that exists.
 * @returns the lock, or the content of the file when another living process (or another part of this one) has it.
 */
export async function takeLockFile<T extends object>(
  file: string,
  content: T,
): Promise<LockFile | (T & LockContent)> {
  const draft = `${file}.${randomUUID()}`;
  const mark = await processMark(process.pid);
  try {
    await writeFile(draft, `${JSON.stringify({ ...content, mark })}\n`, { mode: 0o644 });
    for (let attempt = 1; ; attempt += 1) {
      try {
        // A link appears whole and only where there is none: of several at once, one succeeds.
        await link(draft, file);
        return { release: () => releaseOwn(file, mark) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === TAKE_OVER_TRIES) throw error;
      }
      const found = await readLock<T>(file);
      if (found !== undefined && (await isSameProcess(found.mark))) return found;
      await removeStale(file, found?.mark);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns whether {@link takeLockFile} got the lock. */
export function isTaken(outcome: LockFile | LockContent): outcome is LockFile {
  return 'release' in outcome;
}

async function readLock<T>(file: string): Promise<(T & LockContent) | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as (T & LockContent) | null;
    return typeof kept?.mark === 'string' ? kept : undefined;
  } catch (error) {
    // Released since, or damaged: no living process wrote that.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the lock of a process that has ended. If another process has taken it since, that lock is restored. */
async function removeStale(file: string, mark: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}.old`;
  try {
    await rename(file, aside);
    const moved = await readLock(aside);
    if (moved !== undefined && moved.mark !== mark) await link(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function releaseOwn(file: string, mark: string): Promise<void> {
  if ((await readLock(file).catch(() => undefined))?.mark === mark) await rm(file, { force: true });
}
