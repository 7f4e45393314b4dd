import type { KeyObject } from 'node:crypto';
import { BrokenFileSeal, openBytes, SEALED_BYTES_OVERHEAD, sealBytes } from './sealed-bytes.ts';

/*
 * A file that is sealed and opened as it passes: pieces of one size and a last one, which is shorter, each sealed by itself
 * (sealed-bytes.ts). A piece is bound to its place in its file, and the last one to being the last: none can be left out,
 * put elsewhere or cut off unnoticed.
 */
const PIECE_BYTES = 64 * 1024;
const SEALED_PIECE_BYTES = PIECE_BYTES + SEALED_BYTES_OVERHEAD;

/** Bytes of a sealed file. @param length of what is in it, bytes. */
export function sealedLength(length: number): number {
  return length + (Math.floor(length / PIECE_BYTES) + 1) * SEALED_BYTES_OVERHEAD;
}

/** @param name of the file. */
export async function* sealPieces(
  content: AsyncIterable<Uint8Array>,
  key: KeyObject,
  name: string,
): AsyncIterable<Uint8Array> {
  let index = 0;
  for await (const { bytes, last } of cut(content, PIECE_BYTES)) {
    yield sealBytes(bytes, key, placeOf(name, index, last));
    index += 1;
  }
}

/** @throws BrokenFileSeal, which may come after the first pieces. */
export async function* openPieces(
  sealed: AsyncIterable<Uint8Array>,
  key: KeyObject,
  name: string,
): AsyncIterable<Uint8Array> {
  let index = 0;
  for await (const { bytes, last } of cut(sealed, SEALED_PIECE_BYTES)) {
    // What was cut off between two pieces ends with nothing where a last piece should be.
    if (last && bytes.length === 0) throw new BrokenFileSeal();
    yield openBytes(bytes, key, placeOf(name, index, last));
    index += 1;
  }
}

const placeOf = (name: string, index: number, last: boolean): string =>
  `${name} ${index}${last ? ' last' : ''}`;

/** Pieces of exactly this size, then the rest, which is shorter and may be empty. */
async function* cut(
  content: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<{ readonly bytes: Uint8Array; readonly last: boolean }> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of content) {
    waiting.push(bytes);
    length += bytes.length;
    if (length < size) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; at + size <= whole.length; at += size) {
      yield { bytes: whole.subarray(at, at + size), last: false };
    }
    waiting = [whole.subarray(at)];
    length = whole.length - at;
  }
  yield { bytes: Buffer.concat(waiting), last: true };
}
