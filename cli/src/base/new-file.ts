import { type FileHandle, open } from 'node:fs/promises';
import { CliError } from './errors.ts';

/** Why a file cannot be begun. */
const WHY: Readonly<Record<string, string>> = {
  EEXIST: 'already exists; choose another file',
  ENOENT: 'cannot be written: its folder does not exist',
  EACCES: 'cannot be written: permission denied',
  EISDIR: 'is a folder; choose a file',
};

/** Begins a file that does not exist yet, for data about people: only its owner can read it. @throws CliError. */
export function openNew(file: string): Promise<FileHandle> {
  return open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const why = WHY[error.code ?? ''] ?? `cannot be written (${error.code})`;
    throw new CliError('file_not_written', `${file} ${why}.`);
  });
}
