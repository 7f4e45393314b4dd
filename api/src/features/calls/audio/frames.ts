import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import { decodeMulaw } from '../../../speech/audio/mulaw.ts';
import { Upsampler } from '../../../speech/audio/resample.ts';

export type AudioEncoding = 'pcm_s16le' | 'mulaw';

/** A piece of the audio of one side. */
export interface AudioFrame {
  /** Counts from 1 on each side of a call. */
  readonly seq: number;
  readonly encoding: AudioEncoding;
  readonly sampleRate: 8_000 | 16_000;
  readonly bytes: Uint8Array;
  /** How long ago its last sample was recorded, milliseconds: more than 0 where it had to wait for a connection. */
  readonly ageMs?: number | undefined;
  /** How long nothing was recorded before it, since the frame before, milliseconds; undefined where the sender does not say. */
  readonly pausedMs?: number | undefined;
}

const bytesOf = (encoding: AudioEncoding): number => (encoding === 'mulaw' ? 1 : 2);

export const frameMs = ({ encoding, sampleRate, bytes }: AudioFrame): number =>
  (Math.floor(bytes.length / bytesOf(encoding)) / sampleRate) * 1_000;

/** Frames ahead of a missing one that are kept; more give the missing one up. About 16 s at 16 kHz. */
const MAX_HELD_BYTES = 512_000;
const MAX_HELD_FRAMES = 1_500;

export interface Ordered {
  readonly outcome: 'taken' | 'held' | 'repeated';
  /** Those whose turn has come, in order. */
  readonly frames: readonly AudioFrame[];
}

/** Brings the frames of one side into their order. Repeated ones are dropped; those after a gap wait. Pure. */
export class FrameOrder {
  readonly #held = new Map<number, AudioFrame>();
  #heldBytes = 0;
  #next: number;

  constructor(next: number) {
    this.#next = next;
  }

  /** The number of the frame that comes next. */
  get next(): number {
    return this.#next;
  }

  /** Whether frames wait for one before them. */
  get waiting(): boolean {
    return this.#held.size > 0;
  }

  /** Whether so many wait that the missing frames have to be given up. */
  get full(): boolean {
    return this.#heldBytes > MAX_HELD_BYTES || this.#held.size > MAX_HELD_FRAMES;
  }

  take(frame: AudioFrame): Ordered {
    if (frame.seq < this.#next || this.#held.has(frame.seq)) return { outcome: 'repeated', frames: [] };
    if (frame.seq > this.#next) {
      this.#held.set(frame.seq, frame);
      this.#heldBytes += frame.bytes.length;
      return { outcome: 'held', frames: [] };
    }
    this.#next += 1;
    return { outcome: 'taken', frames: [frame, ...this.#following()] };
  }

  /** Gives up the missing frames before the first that waits. */
  skip(): { readonly missing: number; readonly frames: readonly AudioFrame[] } {
    const first = Math.min(...this.#held.keys());
    if (!Number.isFinite(first)) return { missing: 0, frames: [] };
    const missing = first - this.#next;
    this.#next = first;
    return { missing, frames: this.#following() };
  }

  #following(): AudioFrame[] {
    const frames: AudioFrame[] = [];
    for (let frame = this.#held.get(this.#next); frame !== undefined; frame = this.#held.get(this.#next)) {
      this.#held.delete(this.#next);
      this.#heldBytes -= frame.bytes.length;
      this.#next += 1;
      frames.push(frame);
    }
    return frames;
  }
}

/** Turns one frame after another into samples as engines take them, {@link SPEECH_SAMPLE_RATE} a second. */
export class FrameDecoder {
  #upsampler: Upsampler | null = null;

  decode({ encoding, sampleRate, bytes }: AudioFrame): Int16Array {
    const samples = encoding === 'mulaw' ? decodeMulaw(bytes) : samplesOf(bytes);
    if (sampleRate === SPEECH_SAMPLE_RATE) {
      this.#upsampler = null;
      return samples;
    }
    this.#upsampler ??= new Upsampler();
    return this.#upsampler.push(samples);
  }
}

/** A copy: bytes from the network need not begin where samples may. Half a sample at the end is left out. */
function samplesOf(bytes: Uint8Array): Int16Array {
  const copy = new Uint8Array(bytes.length - (bytes.length % 2));
  copy.set(bytes.subarray(0, copy.length));
  return new Int16Array(copy.buffer);
}
