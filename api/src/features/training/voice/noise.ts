import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import type { NoiseKind } from '../engine/types.ts';
import { clinks, crying, dogs, laughing, machinery, music, rain, talking, traffic, wind } from './sounds.ts';

/** Every noise repeats after so long. */
const LOOP_SAMPLES = 12 * SPEECH_SAMPLE_RATE;
/** The end of a loop passes into its beginning within this, so that no click is heard. */
const SEAM_SAMPLES = SPEECH_SAMPLE_RATE / 5;
/** The root mean square of a loop. */
export const LOOP_RMS = 2_000;

type Sound = (samples: Float64Array, random: () => number) => void;

const SOUNDS: Readonly<Record<NoiseKind, Sound>> = {
  crying,
  children: (samples, random) => talking(samples, random, { people: 4, pitchHz: [280, 460] }),
  crowd: (samples, random) => talking(samples, random, { people: 9, pitchHz: [100, 260] }),
  television: (samples, random) => talking(samples, random, { people: 2, pitchHz: [110, 220] }),
  dogs,
  kitchen: clinks,
  laughter: laughing,
  machinery,
  music,
  rain,
  traffic,
  wind,
};

const made = new Map<NoiseKind, Int16Array>();

/** A loop of the noise, the same in every process, made when it is first needed: 384 kB each. */
export function loopOf(kind: NoiseKind): Int16Array {
  const known = made.get(kind);
  if (known !== undefined) return known;
  const samples = new Float64Array(LOOP_SAMPLES + SEAM_SAMPLES);
  SOUNDS[kind](samples, randomOf(kind));
  for (let at = 0; at < SEAM_SAMPLES; at += 1) {
    const share = at / SEAM_SAMPLES;
    // Equal power: both are noise of the same kind.
    samples[at] =
      (samples[at] as number) * Math.sqrt(share) +
      (samples[LOOP_SAMPLES + at] as number) * Math.sqrt(1 - share);
  }
  const loop = samples.subarray(0, LOOP_SAMPLES);
  const gain = LOOP_RMS / Math.sqrt(loop.reduce((sum, one) => sum + one * one, 0) / loop.length);
  const scaled = Int16Array.from(loop, (one) => Math.max(-32_768, Math.min(32_767, Math.round(one * gain))));
  made.set(kind, scaled);
  return scaled;
}

/** Numbers from 0 to 1, the same for the same name (mulberry32). */
function randomOf(name: string): () => number {
  let state = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
