import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { constants } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {
  isStorageKey,
  StorageError,
  type StorageFailure,
  type StoragePort,
  type StoredEntry,
  type StreamedFiles,
} from '../../ports/storage.ts';
import {
  checked,
  FILE_MODE,
  PiecesFailed,
  readSealed,
  SEAL,
  sha256,
  TRAILER_BYTES,
  writeSealed,
} from './sealed-files.ts';

/** Where files are written before they get their name. Its name is no key. */
const PARTS = '.parts';
/** Left by a process that ended while it wrote, milliseconds. */
const PART_IS_OLD_MS = 3_600_000;
/** Other accounts of this machine read nothing of what is kept. */
const FOLDER_MODE = 0o700;

/** Keeps files in a folder of this machine, or in one that several machines share. */
export class FolderStorage implements StoragePort {
  readonly direct = null;
  readonly streamed: StreamedFiles;
  readonly #root: string;
  #tidied = false;

  /** @param root created at the first write. */
  constructor(root: string) {
    this.#root = path.resolve(root);
    this.streamed = {
      store: (key, pieces) => this.#write(key, (part) => writeSealed(part, pieces)),
      read: (key) => this.#read(key),
    };
  }

  async put(key: string, content: Uint8Array): Promise<void> {
    await this.#write(key, async (part) => {
      const options = { flag: 'wx', mode: FILE_MODE, flush: true } as const;
      await writeFile(part, [content, SEAL, sha256(content)], options);
    });
  }

  /** @param write writes the file under the name of a part. */
  async #write(key: string, write: (part: string) => Promise<void>): Promise<void> {
    const file = this.#pathOf(key);
    const part = path.join(this.#root, PARTS, randomUUID());
    try {
      await mkdir(path.join(this.#root, PARTS), { recursive: true, mode: FOLDER_MODE });
      await this.#tidy();
      await write(part);
      await this.#place(part, path.dirname(file), file);
    } catch (error) {
      await rm(part, { force: true }).catch(() => {
        // The folder cannot be written, which the first error says; what is left of the file is tidied later.
      });
      if (error instanceof PiecesFailed) throw error.cause;
      throw asStorageError(error, 'unavailable');
    }
  }

  async *#read(key: string): AsyncIterable<Uint8Array> {
    const file = this.#pathOf(key);
    try {
      await this.#checkInside(path.dirname(file));
      yield* readSealed(file);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async get(key: string): Promise<Uint8Array> {
    const file = this.#pathOf(key);
    try {
      await this.#checkInside(path.dirname(file));
      return checked(await readFile(file, { flag: constants.O_RDONLY | constants.O_NOFOLLOW }));
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async delete(key: string): Promise<void> {
    const file = this.#pathOf(key);
    try {
      await this.#checkInside(path.dirname(file));
      await rm(file, { force: true });
      await this.#removeEmpty(path.dirname(file));
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.failure === 'not_found') return;
      throw failure;
    }
  }

  async *list(folder: string): AsyncIterable<StoredEntry> {
    const directory = folder === '' ? this.#root : this.#pathOf(folder);
    try {
      await this.#checkInside(directory);
    } catch (error) {
      const failure = asStorageError(error);
      if (failure.failure === 'not_found') return;
      throw failure;
    }
    for (const entry of await entriesOf(directory)) {
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!isStorageKey(key)) continue;
      if (entry.isDirectory()) yield { key, size: null };
      else if (entry.isFile()) {
        const size = await sizeOf(path.join(directory, entry.name));
        if (size !== null) yield { key, size: Math.max(size - TRAILER_BYTES, 0) };
      }
    }
  }

  #pathOf(key: string): string {
    if (!isStorageKey(key)) throw new StorageError('invalid_key');
    return path.join(this.#root, ...key.split('/'));
  }

  /** @throws StorageError for a folder that a symbolic link leads out of the root. */
  async #checkInside(folder: string): Promise<void> {
    const [root, real] = await Promise.all([realpath(this.#root), realpath(folder)]);
    if (real !== root && !real.startsWith(`${root}${path.sep}`)) throw new StorageError('invalid_key');
  }

  /** The folder may be removed as empty in the moment before the file is in it. */
  async #place(part: string, folder: string, file: string): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
        await this.#checkInside(folder);
        await rename(part, file);
        break;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' || attempt > 2) throw error;
      }
    }
    await this.#syncFolders(folder);
  }

  /** The names of new files and folders survive a loss of power once the folders that have them are synchronised. */
  async #syncFolders(folder: string): Promise<void> {
    for (let each = folder; each.startsWith(this.#root); each = path.dirname(each)) {
      const handle = await open(each, constants.O_RDONLY);
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  }

  async #removeEmpty(folder: string): Promise<void> {
    for (let each = folder; each !== this.#root; each = path.dirname(each)) {
      try {
        await rmdir(each);
      } catch (error) {
        // Others are in it, or somebody else has removed it.
        if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return;
        throw error;
      }
    }
  }

  async #tidy(): Promise<void> {
    if (this.#tidied) return;
    this.#tidied = true;
    const parts = path.join(this.#root, PARTS);
    for (const { name } of await entriesOf(parts)) {
      const { mtimeMs } = await stat(path.join(parts, name)).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > PART_IS_OLD_MS) await rm(path.join(parts, name), { force: true });
    }
  }
}

const inOrder = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw asStorageError(error);
  }
}

/** @returns null for a file that was deleted meanwhile. */
async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw asStorageError(error);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const ABSENT = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'];

/** @param absent what it is called where something is missing: there is nothing to read, or nowhere to write. */
function asStorageError(error: unknown, absent: StorageFailure = 'not_found'): StorageError {
  if (error instanceof StorageError) return error;
  const code = codeOf(error) ?? null;
  if (code !== null && FULL.includes(code)) return new StorageError('full', code);
  return new StorageError(code !== null && ABSENT.includes(code) ? absent : 'unavailable', code);
}
