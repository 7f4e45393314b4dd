/** What the service takes: 16,000 samples a second, 16 bits, one channel. */
export const SAMPLE_RATE = 16_000;
/** Samples of a frame: 200 milliseconds. */
export const FRAME_SAMPLES = SAMPLE_RATE / 5;
/** Filter taps on each side, in samples of the slower rate. More cost time in the audio thread and gain nothing in speech. */
const HALF_TAPS = 12;
/** Places between two samples that the filter is worked out for: exact for 44.1 and 48 kHz. */
const PHASES = 160;

/**
 * Turns samples of any rate into frames of 16 kHz. A windowed sinc takes out what is above 8 kHz, which would otherwise
 * return as a tone within the voice. It runs in the audio thread, so it makes no garbage but the frames.
 */
export class FrameMaker {
  readonly #step: number;
  readonly #reach: number;
  /** The weights of the samples around a place, for each phase. */
  readonly #filters: readonly Float32Array[];
  /** The last samples, for the filter to look back at. */
  #kept: Float32Array;
  /** Where the next sample is taken, counted from the first kept one. */
  #at: number;
  #frame = new Int16Array(FRAME_SAMPLES);
  #filled = 0;

  /** @param rate samples a second of what is pushed. */
  constructor(rate: number) {
    this.#step = rate / SAMPLE_RATE;
    const ratio = Math.max(1, this.#step);
    this.#reach = Math.ceil(HALF_TAPS * ratio);
    // A little below the half, for the slope of the filter.
    this.#filters = Array.from({ length: PHASES + 1 }, (_, phase) =>
      filter(this.#reach, phase / PHASES, 0.92 / ratio),
    );
    this.#kept = new Float32Array(this.#reach * 2);
    this.#at = this.#reach;
  }

  /** Adds samples between -1 and 1. @param done called with each frame that is full. */
  push(samples: Float32Array, done: (frame: Int16Array) => void): void {
    const all = new Float32Array(this.#kept.length + samples.length);
    all.set(this.#kept);
    all.set(samples, this.#kept.length);
    for (; this.#at + this.#reach + 1 < all.length; this.#at += this.#step) {
      this.#frame[this.#filled++] = sample16(this.#sampleAt(all, this.#at));
      if (this.#filled < FRAME_SAMPLES) continue;
      done(this.#frame);
      this.#frame = new Int16Array(FRAME_SAMPLES);
      this.#filled = 0;
    }
    const gone = Math.min(Math.floor(this.#at) - this.#reach, all.length);
    this.#kept = all.slice(gone);
    this.#at -= gone;
  }

  #sampleAt(samples: Float32Array, at: number): number {
    const whole = Math.floor(at);
    const weights = this.#filters[Math.round((at - whole) * PHASES)] as Float32Array;
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1)
      sum += (samples[whole - this.#reach + tap] ?? 0) * (weights[tap] ?? 0);
    return sum;
  }
}

/** A windowed sinc around `fraction`, whose weights add up to one. */
function filter(reach: number, fraction: number, cutoff: number): Float32Array {
  const weights = Float32Array.from({ length: reach * 2 + 2 }, (_, tap) => {
    const distance = tap - reach - fraction;
    return sinc(distance * cutoff) * hann(distance / (reach + 1));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));
const sample16 = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
