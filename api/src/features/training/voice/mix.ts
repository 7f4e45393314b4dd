import { type Samples, SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import type { Noise } from '../engine/types.ts';
import { LOOP_RMS, loopOf } from './noise.ts';

const FULL_SCALE = 32_768;
export const SAMPLES_PER_MS = SPEECH_SAMPLE_RATE / 1_000;

/** How loud a voice is while it speaks, decibels below full scale: an ordinary telephone call. */
export const SPEECH_DB = -23;
/** How loud a noise is: 27, 19 and 11 decibels below the voice. */
export const NOISE_DB = { low: -50, medium: -42, high: -34 } as const satisfies Record<
  Noise['level'],
  number
>;

/** A noise begins and ends within this, so that no click is heard. */
const FADE_SAMPLES = 250 * SAMPLES_PER_MS;
/** A voice is measured in steps of this; those so many decibels below the loudest are its pauses. */
const STEP_SAMPLES = 20 * SAMPLES_PER_MS;
const PAUSE_DB = 30;
const MAX_GAIN = 40;
const MAX_PEAK = 32_000;

export const amplitudeOf = (db: number): number => FULL_SCALE * 10 ** (db / 20);

/** A voice at {@link SPEECH_DB}, quieter where its peaks would be cut. */
export function levelled(samples: Samples): Samples {
  const powers: number[] = [];
  for (let from = 0; from + STEP_SAMPLES <= samples.length; from += STEP_SAMPLES) {
    const step = samples.subarray(from, from + STEP_SAMPLES);
    powers.push(step.reduce((sum, one) => sum + one * one, 0) / STEP_SAMPLES);
  }
  const loudest = Math.max(0, ...powers);
  const spoken = powers.filter((power) => power > loudest / 10 ** (PAUSE_DB / 10));
  if (loudest === 0 || spoken.length === 0) return samples;
  const rms = Math.sqrt(spoken.reduce((sum, power) => sum + power, 0) / spoken.length);
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 1);
  const gain = Math.min(amplitudeOf(SPEECH_DB) / rms, MAX_PEAK / peak, MAX_GAIN);
  return samples.map((one) => Math.round(one * gain));
}

/** The noises behind a caller, at any time of a run. */
export class Background {
  readonly #noises: readonly {
    readonly loop: Int16Array;
    readonly gain: number;
    readonly from: number;
    readonly to: number;
  }[];

  constructor(noise: readonly Noise[]) {
    this.#noises = noise.map(({ kind, level, fromMs, toMs }) => ({
      loop: loopOf(kind),
      gain: amplitudeOf(NOISE_DB[level]) / LOOP_RMS,
      from: fromMs * SAMPLES_PER_MS,
      to: toMs === null ? Number.POSITIVE_INFINITY : toMs * SAMPLES_PER_MS,
    }));
  }

  /** What is heard behind these samples of a voice, the first of which is sample `at` of the run. @returns a new array. */
  behind(voice: Samples, at: number): Samples {
    const heard = this.#noises.filter(({ from, to }) => from < at + voice.length && at < to);
    return voice.map((one, n) => {
      let sum = one;
      for (const { loop, gain, from, to } of heard) {
        const now = at + n;
        const edge = Math.min(1, (now - from) / FADE_SAMPLES, (to - now) / FADE_SAMPLES);
        if (edge > 0) sum += (loop[now % loop.length] as number) * gain * edge;
      }
      return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sum)));
    });
  }
}
