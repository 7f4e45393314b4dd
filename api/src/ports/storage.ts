/** Keeps files. What is in them is the caller's: those with personal or health data are sealed before they come here. */
export interface StoragePort {
  /**
   * Stores a whole file, or nothing: a reader sees what was there before or all of the new content, also after a crash.
   * Resolves when the file survives a loss of power. Replaces a file of the same key.
   * @throws StorageError `invalid_key`, `full`, `unavailable`.
   */
  put(key: string, content: Uint8Array): Promise<void>;
  /** @throws StorageError `not_found`, `invalid_key`, `unavailable`. */
  get(key: string): Promise<Uint8Array>;
  /** Deletes a file; one that is not there is deleted already. @throws StorageError `invalid_key`, `unavailable`. */
  delete(key: string): Promise<void>;
  /**
   * What is directly in a folder, in the order of the keys: files, and folders with files somewhere below them.
   * @param folder part of a key up to a `/`, without it; empty for the whole.
   * @throws StorageError `invalid_key`, `unavailable`.
   */
  list(folder: string): AsyncIterable<StoredEntry>;
}

export interface StoredEntry {
  readonly key: string;
  /** Bytes; null for a folder. */
  readonly size: number | null;
}

/** Parts of lower-case letters, digits, `.`, `_` and `-`, divided by `/`; none begins with a dot. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,9}$/;

/** Whether a text is the key of a file, or the folder of some. No key leaves the place where an adapter keeps files. */
export function isStorageKey(text: string): boolean {
  return KEY.test(text);
}

export type StorageFailure = 'not_found' | 'invalid_key' | 'full' | 'unavailable';

/** The only error an adapter throws of its own. Names no path of the machine. */
export class StorageError extends Error {
  readonly failure: StorageFailure;
  /** The code of the system or the provider, such as `ENOSPC`, for the log. */
  readonly code: string | null;

  constructor(failure: StorageFailure, code: string | null = null) {
    super(`the file was not stored or read: ${failure}${code === null ? '' : ` (${code})`}`);
    this.name = 'StorageError';
    this.failure = failure;
    this.code = code;
  }
}
