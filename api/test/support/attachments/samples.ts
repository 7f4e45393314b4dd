import { randomBytes } from 'node:crypto';

/** Begins as a PNG of one pixel does, up to where its pixels should be. */
const PNG_BEGINNING = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890001000049444154',
  'hex',
);

/** A file that its beginning says to be a PNG. @param size bytes. */
export function png(size: number): Buffer {
  return Buffer.concat([PNG_BEGINNING, randomBytes(size)]).subarray(0, size);
}
