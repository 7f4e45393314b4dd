import { encodeMulaw } from '../../../speech/audio/mulaw.ts';
import { Downsampler } from '../../../speech/audio/resample.ts';
import { SAMPLES_PER_MS } from './files.ts';

/** What waits to be stored. */
export interface Recorded {
  /** Samples from the beginning of the call. */
  readonly start: number;
  /** Mu-law. */
  readonly bytes: Uint8Array;
}

/** A frame that begins so near to the end of the one before follows it, milliseconds. */
const TOLERANCE_MS = 20;

/** Gathers the audio of one side. */
export class RecordedSide {
  #downsampler = new Downsampler();
  #parts: Uint8Array[] = [];
  #start = 0;
  #length = 0;

  /** How much waits, samples. */
  get length(): number {
    return this.#length;
  }

  /**
   * @param samples 16,000 a second. @param startMs of the call.
   * @returns what was complete before, where these do not follow it: between the two is silence.
   */
  push(samples: Int16Array, startMs: number): Recorded | null {
    const at = Math.max(0, Math.round(startMs * SAMPLES_PER_MS));
    const end = this.#start + this.#length;
    const follows = Math.abs(at - end) <= TOLERANCE_MS * SAMPLES_PER_MS;
    const before = follows ? null : this.take();
    if (!follows) {
      this.#start = at;
      this.#downsampler = new Downsampler();
    }
    const bytes = encodeMulaw(this.#downsampler.push(samples));
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return before;
  }

  /** What waits; from now on nothing does. */
  take(): Recorded | null {
    if (this.#length === 0) return null;
    const recorded = { start: this.#start, bytes: Buffer.concat(this.#parts) };
    this.#start += this.#length;
    this.#length = 0;
    this.#parts = [];
    return recorded;
  }
}
