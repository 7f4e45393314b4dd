import { createHash, randomBytes } from 'node:crypto';
import { readdir, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive, processMark } from './data-folder/process-mark.ts';

/*
 * A backup is written under a temporary name and gets its final one when it is complete. The name says which process of
 * which machine writes it, so that leftovers of a killed process can be distinguished from a backup in progress.
 */

const DRAFT = /\.([0-9a-f]{8})-(\d{1,10})-([0-9a-f]{8})-[0-9a-f]{8}\.partial$/;

/** A new name beside `file`. Two concurrent backups into one file do not write into each other's. */
export async function draftOf(file: string): Promise<string> {
  const mark = digest(await processMark(process.pid));
  return `${file}.${await place()}-${process.pid}-${mark}-${randomBytes(4).toString('hex')}.partial`;
}

/** Removes leftovers in a folder of backups whose processes on this machine have ended. */
export async function removeLostDrafts(folder: string): Promise<void> {
  // A missing folder has none; opening the file reports that the backup cannot be written.
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, where, pid, mark] = DRAFT.exec(name) ?? [];
    if (where !== (await place()) || (await lives(Number(pid), mark))) continue;
    await rm(path.join(folder, name), { force: true });
  }
}

async function lives(pid: number, mark: string | undefined): Promise<boolean> {
  return isAlive(pid) && digest(await processMark(pid)) === mark;
}

/** This machine, and on Linux this container: elsewhere the same id is another process. */
async function place(): Promise<string> {
  return digest(`${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
