import { randomBytes } from 'node:crypto';
import { SEALED_BYTES_OVERHEAD } from '../../../kernel/sealing/sealed-bytes.ts';
import type { StoragePort } from '../../../ports/storage.ts';
import type { Speaker } from '../models.ts';

/*
 * A recording is many files, a few seconds of one side in each: what was stored survives whatever happens to the process,
 * another one goes on beside it, and storage that cannot append needs no other form. Their names are the index:
 *
 *     recordings/<id of the recording>/<side>-<first sample, counted from the beginning of the call>-<random>
 *
 * Processes that take a side over may record the same seconds again, each into files of its own. In it, sealed: G.711 mu-law, 8,000 samples a second, one byte a sample, so that the size tells the duration.
 */
export const RECORDINGS = 'recordings';
export const SAMPLE_RATE = 8_000;
export const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

const folderOf = (recordingId: string): string => `${RECORDINGS}/${recordingId}`;

/** The name of a new file. */
export function fileOf(recordingId: string, side: Speaker, start: number): string {
  return `${folderOf(recordingId)}/${side}-${String(start).padStart(12, '0')}-${randomBytes(4).toString('hex')}`;
}

/** A few seconds of one side. */
export interface Piece {
  readonly key: string;
  readonly side: Speaker;
  /** Samples from the beginning of the call, and how many. */
  readonly start: number;
  readonly length: number;
}

const NAME = /\/(caller|operator)-(\d{12})-[0-9a-f]{8}$/;

/** The pieces of a recording, those of each side in their order. @throws StorageError. */
export async function piecesOf(storage: StoragePort, recordingId: string): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for await (const { key, size } of storage.list(folderOf(recordingId))) {
    const [, side, start] = NAME.exec(key) ?? [];
    const length = (size ?? 0) - SEALED_BYTES_OVERHEAD;
    if (side === undefined || length <= 0) continue;
    pieces.push({ key, side: side as Speaker, start: Number(start), length });
  }
  return pieces;
}

/** Up to where something is recorded, samples from the beginning of the call. */
export const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((longest, { start, length }) => Math.max(longest, start + length), 0);

/** A stretch without a gap, milliseconds of the call. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is recorded of one side: pieces that follow each other or overlap are one stretch. @param pieces in their order. */
export function stretchesOf(pieces: readonly Piece[]): readonly Stretch[] {
  const stretches: { startMs: number; endMs: number }[] = [];
  for (const { start, length } of pieces) {
    const startMs = Math.floor(start / SAMPLES_PER_MS);
    const endMs = Math.floor((start + length) / SAMPLES_PER_MS);
    const last = stretches.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else stretches.push({ startMs, endMs });
  }
  return stretches;
}

/** The recordings of which there are files, some at a time. @throws StorageError. */
export async function* recordingsIn(storage: StoragePort, atATime: number): AsyncIterable<readonly string[]> {
  let ids: string[] = [];
  for await (const { key } of storage.list(RECORDINGS)) {
    ids.push(key.slice(RECORDINGS.length + 1));
    if (ids.length < atATime) continue;
    yield ids;
    ids = [];
  }
  if (ids.length > 0) yield ids;
}

/** Deletes everything of a recording. @throws StorageError. */
export async function deletePieces(storage: StoragePort, recordingId: string): Promise<void> {
  for await (const { key } of storage.list(folderOf(recordingId))) await storage.delete(key);
}
