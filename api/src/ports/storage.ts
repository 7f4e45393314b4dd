/**
 * Keeps files. What is in them is the caller's: those with personal or health data are sealed before they come here, but for
 * those that devices bring themselves.
 */
export interface StoragePort {
  /**
   * Stores a whole file, or nothing: a reader sees what was there before or all of the new content, also after a crash.
   * Resolves when the file survives a loss of power. Replaces a file of the same key.
   * @throws StorageError `invalid_key`, `full`, `refused`, `unavailable`.
   */
  put(key: string, content: Uint8Array): Promise<void>;
  /**
   * What was stored, byte for byte: held against the checksum that was kept with it.
   * @throws StorageError `not_found`, `damaged`, `invalid_key`, `refused`, `unavailable`.
   */
  get(key: string): Promise<Uint8Array>;
  /** Deletes a file; one that is not there is deleted already. @throws StorageError `invalid_key`, `refused`, `unavailable`. */
  delete(key: string): Promise<void>;
  /**
   * What is directly in a folder: files, and folders with files somewhere below them. In the order of the keys as bytes,
   * where the key of a folder ends with `/`.
   * @param folder part of a key up to a `/`, without it; empty for the whole.
   * @throws StorageError `invalid_key`, `refused`, `unavailable`.
   */
  list(folder: string): AsyncIterable<StoredEntry>;
  /** Requests with which a device stores or reads a file itself; null where the files are reached through the service alone. */
  readonly direct: DirectTransfers | null;
  /** How the service passes files on piece by piece; null where devices transfer them {@link direct directly}. */
  readonly streamed: StreamedFiles | null;
}

/** For files that are too large to be held whole for each caller who transfers one. */
export interface StreamedFiles {
  /**
   * As {@link StoragePort.put}, of the pieces as they come. Nothing is stored where they fail.
   * @throws StorageError as `put`, and what the pieces throw.
   */
  store(key: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * As {@link StoragePort.get}, piece by piece: the last one comes once the checksum has proven all of them.
   * @throws StorageError as `get`; `damaged` may come after the first pieces.
   */
  read(key: string): AsyncIterable<Uint8Array>;
}

export interface StoredEntry {
  readonly key: string;
  /** Bytes; null for a folder. */
  readonly size: number | null;
}

/** Makes requests that storage itself answers, without a credential but the signature in their address. */
export interface DirectTransfers {
  /**
   * A request that stores a file of exactly this size and type, and can be repeated until it expires. What is stored
   * has no checksum of ours: the caller checks what came. @throws StorageError `invalid_key`.
   */
  upload(key: string, what: DirectUpload): Promise<DirectRequest>;
  /** A request whose reply is the file, to be saved and not shown. @throws StorageError `invalid_key`. */
  download(key: string, what: DirectDownload): Promise<DirectRequest>;
}

export interface DirectUpload {
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly expiresInSeconds: number;
}

export interface DirectDownload {
  /** What the reply calls itself. */
  readonly contentType: string;
  /** The name that a browser saves it under; any text. */
  readonly fileName: string;
  readonly expiresInSeconds: number;
}

export interface DirectRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: string;
  /** Must be sent as they are: the signature covers them. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Parts of lower-case letters, digits, `.`, `_` and `-`, divided by `/`; none begins with a dot. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,9}$/;

/** Whether a text is the key of a file, or the folder of some. No key leaves the place where an adapter keeps files. */
export function isStorageKey(text: string): boolean {
  return KEY.test(text);
}

export type StorageFailure =
  | 'not_found'
  | 'invalid_key'
  /** No room is left, or none that may be used. */
  | 'full'
  /** What is stored is not what was stored: altered, cut off. */
  | 'damaged'
  /** The provider accepts no such request: credentials, rights, the bucket. An operator must act. */
  | 'refused'
  /** It does not answer, or not as it should: later it may. */
  | 'unavailable';

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

  /** Whether the same call may succeed later without an operator's doing. */
  get retryable(): boolean {
    return this.failure === 'unavailable';
  }
}
