import { SPEECH_SAMPLE_RATE } from '../../../src/ports/speech.ts';

const PER_MS = SPEECH_SAMPLE_RATE / 1000;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Noise of a room: `level` is the largest amplitude. */
export function noise(ms: number, level: number, random: () => number): Int16Array {
  return Int16Array.from({ length: ms * PER_MS }, () => Math.round((random() * 2 - 1) * level));
}

/** Adds a voiced sound: a fundamental of `pitchHz` with harmonics that fall off, swelling and dying away. */
export function addVoice(
  samples: Int16Array,
  startMs: number,
  endMs: number,
  { pitchHz = 140, level = 6_000 }: { readonly pitchHz?: number; readonly level?: number } = {},
): void {
  const [from, to] = [Math.round(startMs * PER_MS), Math.min(Math.round(endMs * PER_MS), samples.length)];
  for (let index = from; index < to; index += 1) {
    const phase = (2 * Math.PI * pitchHz * (index - from)) / SPEECH_SAMPLE_RATE;
    const swell = Math.sin((Math.PI * (index - from)) / (to - from)) ** 0.5;
    const wave = Math.sin(phase) + Math.sin(2 * phase) / 2 + Math.sin(3 * phase) / 3;
    samples[index] = Math.max(
      -32_768,
      Math.min(32_767, Math.round((samples[index] ?? 0) + level * swell * wave)),
    );
  }
}
