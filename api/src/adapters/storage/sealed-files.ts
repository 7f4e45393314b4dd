import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { StorageError } from '../../ports/storage.ts';

/*
 * The form of a file in the folder: its content, and at its end a mark and the SHA-256 of the content. Both get their name
 * in one step: a checksum in a file of its own could be of another version.
 */
export const SEAL = Buffer.from('kwsha256');
export const TRAILER_BYTES = SEAL.length + 32;
/** Other accounts of this machine read nothing of what is kept. */
export const FILE_MODE = 0o600;

/** What comes in failed, and not the folder: the cause is the caller's own. */
export class PiecesFailed extends Error {}

export const sha256 = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** What was stored of a file's bytes. @throws StorageError `damaged`. */
export function checked(file: Buffer): Uint8Array {
  const content = file.subarray(0, Math.max(file.length - TRAILER_BYTES, 0));
  const trailer = file.subarray(content.length);
  if (!trailer.equals(Buffer.concat([SEAL, sha256(content)]))) throw new StorageError('damaged');
  return content;
}

/** Writes a new file of pieces as they come, and waits until the disk has it. @throws PiecesFailed. */
export async function writeSealed(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', FILE_MODE);
  try {
    const digest = createHash('sha256');
    for await (const piece of named(pieces)) {
      digest.update(piece);
      await handle.writeFile(piece);
    }
    await handle.writeFile(Buffer.concat([SEAL, digest.digest()]));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* named(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* pieces;
  } catch (cause) {
    throw new PiecesFailed('the pieces of a file failed', { cause });
  }
}

/**
 * The content of a file in pieces. So much is held back that the last piece comes only when the checksum is right.
 * @throws StorageError `damaged`, and the errors of the system.
 */
export async function* readSealed(file: string): AsyncIterable<Uint8Array> {
  const digest = createHash('sha256');
  let waiting = Buffer.alloc(0);
  let piece: Buffer | null = null;
  // A symbolic link in the place of a file leads nowhere.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  for await (const read of handle.createReadStream()) {
    if (piece !== null) yield piece;
    waiting = Buffer.concat([waiting, read as Buffer]);
    const length = Math.max(waiting.length - TRAILER_BYTES, 0);
    piece = waiting.subarray(0, length);
    waiting = waiting.subarray(length);
    digest.update(piece);
  }
  if (!waiting.equals(Buffer.concat([SEAL, digest.digest()]))) throw new StorageError('damaged');
  if (piece !== null) yield piece;
}
