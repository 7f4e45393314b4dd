import type { KeyObject } from 'node:crypto';
import { openBytes } from '../../../kernel/sealing/sealed-bytes.ts';
import type { StoragePort } from '../../../ports/storage.ts';
import { decodeMulaw } from '../../../speech/audio/mulaw.ts';
import type { Speaker } from '../models.ts';
import { lengthOf, type Piece, SAMPLE_RATE } from './files.ts';

const HEADER_BYTES = 44;
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
    this.length = HEADER_BYTES + this.#samples * sides.length * SAMPLE_BYTES;
  }

  /** @throws StorageError, BrokenFileSeal. */
  async *read(): AsyncIterable<Uint8Array> {
    yield wavHeader(this.length, this.#sides.length);
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

/** RIFF WAVE with PCM of 16 bits. @param length of the whole file, bytes. */
function wavHeader(length: number, channels: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(length - 8, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * channels * SAMPLE_BYTES, 28);
  header.writeUInt16LE(channels * SAMPLE_BYTES, 32);
  header.writeUInt16LE(8 * SAMPLE_BYTES, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(length - HEADER_BYTES, 40);
  return header;
}
