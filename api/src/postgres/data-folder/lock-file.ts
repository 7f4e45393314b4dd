import { createHash, randomUUID } from 'node:crypto';
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

/** A file as it was read; `content` is undefined when it is damaged. */
interface Found<T> {
  readonly text: string;
  readonly content: (T & LockContent) | undefined;
}

/**
 * Takes a lock that is a file, for this process. The lock of a process that has ended is taken over, by one of those who
 * try.
 *
 * Replacing a file that was read before is not atomic, so a lock is never removed to be taken again: another process could
 * have taken it in between. Who takes over first creates the successor of what was read (a link, which succeeds once), and
 * replaces the lock only if it is still the same. A successor whose process has ended has a successor in its turn.
 * @param file in a folder that exists.
 * @returns the lock, or the content of the file when another living process (or another part of this one) has it.
 */
export async function takeLockFile<T extends object>(
  file: string,
  content: T,
): Promise<LockFile | (T & LockContent)> {
  const draft = `${file}.${randomUUID()}`;
  const text = `${JSON.stringify({ ...content, mark: await processMark(process.pid), id: randomUUID() })}\n`;
  const lock: LockFile = { release: () => releaseOwn(file, text) };
  try {
    await writeFile(draft, text, { mode: 0o644 });
    for (;;) {
      if (await linked(draft, file)) return lock;
      const found = await readLock<T>(file);
      if (found === undefined) continue;
      const holder = (await holderOf(found)) ?? (await takeOver(draft, file, found));
      if (holder === 'taken') return lock;
      if (holder !== 'changed') return holder;
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns whether {@link takeLockFile} got the lock. */
export function isTaken(outcome: LockFile | LockContent): outcome is LockFile {
  return 'release' in outcome;
}

/** The file that the one process links which may replace a lock of this text. */
export function successorOf(file: string, text: string): string {
  return `${file}.after-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** @returns who is taking the lock over instead, or `changed` when it is no longer the one that was found. */
async function takeOver<T>(
  draft: string,
  file: string,
  found: Found<T>,
): Promise<'taken' | 'changed' | (T & LockContent)> {
  const successors: string[] = [];
  let last = found;
  for (;;) {
    const successor = successorOf(file, last.text);
    successors.push(successor);
    if (await linked(draft, successor)) break;
    const other = await readLock<T>(successor);
    if (other === undefined) return 'changed';
    const holder = await holderOf(other);
    if (holder !== undefined) return holder;
    last = other;
  }
  if ((await readLock(file))?.text !== found.text) {
    await rm(successors.at(-1) as string, { force: true });
    return 'changed';
  }
  await rename(draft, file);
  for (const successor of successors) await rm(successor, { force: true });
  return 'taken';
}

/** A link appears whole and only where there is no file: of several at once, one succeeds. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf<T>({ content }: Found<T>): Promise<(T & LockContent) | undefined> {
  return content !== undefined && (await isSameProcess(content.mark)) ? content : undefined;
}

/** @returns undefined when there is no such file. */
async function readLock<T>(file: string): Promise<Found<T> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const content = JSON.parse(text) as (T & LockContent) | null;
    return { text, content: typeof content?.mark === 'string' ? content : undefined };
  } catch {
    // Not a living process' file: those appear whole.
    return { text, content: undefined };
  }
}

async function releaseOwn(file: string, text: string): Promise<void> {
  // A lock that cannot be read is not known to be ours: it stays, and its process is checked at the next start.
  const found = await readLock(file).catch(() => undefined);
  if (found?.text === text) await rm(file, { force: true });
}
