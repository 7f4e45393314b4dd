import { SPEECH_SAMPLE_RATE } from '../../ports/speech.ts';

const SAMPLES_PER_MS = SPEECH_SAMPLE_RATE / 1000;

/** The audio of a stream that may still be transcribed. Positions are milliseconds of the stream. */
export class AudioWindow {
  #chunks: Int16Array[] = [];
  /** The position of the first chunk, in samples. */
  #start = 0;
  #end = 0;

  push(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#chunks.push(samples);
    this.#end += samples.length;
  }

  /** The samples of a stretch, as far as they were not forgotten. */
  slice(startMs: number, endMs: number): Int16Array {
    const from = Math.max(Math.floor(startMs * SAMPLES_PER_MS), this.#start);
    const to = Math.min(Math.ceil(endMs * SAMPLES_PER_MS), this.#end);
    const slice = new Int16Array(Math.max(to - from, 0));
    let at = this.#start;
    for (const chunk of this.#chunks) {
      const [first, last] = [Math.max(from - at, 0), Math.min(to - at, chunk.length)];
      if (first < last) slice.set(chunk.subarray(first, last), at + first - from);
      at += chunk.length;
    }
    return slice;
  }

  forgetBefore(ms: number): void {
    const before = ms * SAMPLES_PER_MS;
    let count = 0;
    for (const chunk of this.#chunks) {
      if (this.#start + chunk.length > before) break;
      this.#start += chunk.length;
      count += 1;
    }
    if (count > 0) this.#chunks = this.#chunks.slice(count);
  }
}
