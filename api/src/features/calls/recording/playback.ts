import type { KeyObject } from 'node:crypto';
import { openBytes } from '../../../kernel/sealing/sealed-bytes.ts';
import type { StoragePort } from '../../../ports/storage.ts';
import { decodeMulaw } from '../../../speech/audio/mulaw.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../../speech/audio/wav-header.ts';
import type { Speaker } from '../models.ts';
import { lengthOf, type Piece, SAMPLE_RATE } from './files.ts';

const SAMPLE_BYTES = 2;
/** So much is read and opened at a time, samples of each side. */
const BLOCK_SAMPLES = 10 * SAMPLE_RATE;

/** A recording as a WAV file in stereo, silent where nothing was stored. */
export class WavFile {
  /** Bytes. */
  readonly length: number;
  readonly #storage: StoragePort;
  readonly #key: KeyObject;
  readonly #sides: readonly (readonly Piece[])[];
  readonly #samples: number;

  /** @param sides left, right. */
  constructor(storage: StoragePort, key: KeyObject, pieces: readonly Piece[], sides: readonly Speaker[]) {
    this.#storage = storage;
    this.#key = key;
    this.#sides = sides.map((side) => pieces.filter((piece) => piece.side === side));
    this.#samples = lengthOf(pieces);
    this.length = WAV_HEADER_BYTES + this.#samples * sides.length * SAMPLE_BYTES;
  }

  /** @throws StorageError, BrokenFileSeal. */
  async *read(): AsyncIterable<Uint8Array> {
    yield wavHeader(this.length, this.#sides.length, SAMPLE_RATE);
    for (let first = 0; first < this.#samples; first += BLOCK_SAMPLES) yield this.#block(first);
  }

  async #block(first: number): Promise<Uint8Array> {
    const channels = this.#sides.length;
    const last = Math.min(first + BLOCK_SAMPLES, this.#samples);
    const frames = new Int16Array((last - first) * channels);
    for (const [channel, pieces] of this.#sides.entries()) {
      for (const { key, start, length } of pieces) {
        if (start >= last || start + length <= first) continue;
        const samples = decodeMulaw(openBytes(await this.#storage.get(key), this.#key, key));
        const end = Math.min(start + samples.length, last);
        for (let at = Math.max(start, first); at < end; at += 1) {
          frames[(at - first) * channels + channel] = samples[at - start] as number;
        }
      }
    }
    return new Uint8Array(frames.buffer);
  }
}
