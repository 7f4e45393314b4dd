import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { fileKeyOf, newFileKey } from './sealed-bytes.ts';
import { openPieces, sealedLength, sealPieces } from './sealed-pieces.ts';

const KEY = fileKeyOf(newFileKey());
const PIECE = 64 * 1024;

/** In chunks that fit no piece. */
async function* chunks(content: Uint8Array, size = 10_007): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece);
  return Buffer.concat(found);
}

const seal = (content: Uint8Array, name = 'a/file') => whole(sealPieces(chunks(content), KEY, name));
const open = (sealed: Uint8Array, name = 'a/file') => whole(openPieces(chunks(sealed), KEY, name));

it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])('returns a file of %d bytes', async (size) => {
  const content = randomBytes(size);
  const sealed = await seal(content);
  expect(sealed.length).toBe(sealedLength(size));
  expect(content.equals(await open(sealed))).toBe(true);
});

it('opens nothing that was cut off, moved, altered or put in the place of another', async () => {
  const sealed = await seal(randomBytes(3 * PIECE + 5));
  const piece = PIECE + sealedLength(0);
  const moved = Buffer.concat([
    sealed.subarray(piece, 2 * piece),
    sealed.subarray(0, piece),
    sealed.subarray(2 * piece),
  ]);
  const altered = Buffer.from(sealed);
  altered[2 * piece + 40] = (altered[2 * piece + 40] ?? 0) ^ 1;
  const broken = [
    sealed.subarray(0, sealed.length - 1),
    sealed.subarray(0, 3 * piece),
    sealed.subarray(0, 2 * piece),
    sealed.subarray(piece),
    Buffer.alloc(0),
    moved,
    altered,
  ];
  for (const each of broken) await expect(open(each)).rejects.toMatchObject({ code: 'broken_seal' });
  await expect(open(sealed, 'another/file')).rejects.toMatchObject({ code: 'broken_seal' });
});
