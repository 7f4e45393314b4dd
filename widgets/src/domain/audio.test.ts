import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, FrameMaker, SAMPLE_RATE } from './audio.ts';
import { loudness } from './loudness.ts';

/** The frames of a second of a tone, pushed in the blocks of 128 samples that browsers process. */
function framesOf(hertz: number, rate: number): Int16Array[] {
  const tone = Float32Array.from(
    { length: rate },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate),
  );
  const frames: Int16Array[] = [];
  const maker = new FrameMaker(rate);
  for (let at = 0; at < tone.length; at += 128)
    maker.push(tone.subarray(at, at + 128), (frame) => frames.push(frame));
  return frames;
}
/** Loudness of a tone of amplitude 0.5. */
const LOUD = 0.5 / Math.SQRT2;

describe('frames of the microphone', () => {
  it.each([8000, 16_000, 22_050, 44_100, 48_000, 96_000])(
    'last 200 ms each at %i samples a second',
    (rate) => {
      const frames = framesOf(440, rate);
      // The fifth may wait for what the filter looks ahead to.
      expect(frames.length).toBeGreaterThanOrEqual(4);
      expect(frames.length).toBeLessThanOrEqual(5);
      expect(frames.every((frame) => frame.length === FRAME_SAMPLES)).toBe(true);
    },
  );

  it.each([
    [44_100, 1000],
    [48_000, 3000],
    [48_000, 6000],
  ])('keep a voice as loud as it was: %i Hz, %i Hz', (rate, hertz) => {
    const [, frame = new Int16Array(1)] = framesOf(hertz, rate);
    expect(Math.abs(loudness(frame) - LOUD)).toBeLessThan(LOUD * 0.05);
    expect(crossings(frame)).toBeCloseTo((2 * hertz * FRAME_SAMPLES) / SAMPLE_RATE, -1);
  });

  it('leave out what would return as another tone', () => {
    const [, frame = new Int16Array(1)] = framesOf(12_000, 48_000);
    expect(loudness(frame)).toBeLessThan(LOUD / 100);
  });

  it('never overflow', () => {
    const frames: Int16Array[] = [];
    new FrameMaker(SAMPLE_RATE).push(new Float32Array(6_400).fill(7), (frame) => frames.push(frame));
    expect(Math.max(...(frames[0] ?? []))).toBe(32_767);
  });
});

/** How often the signal changes its sign. */
function crossings(frame: Int16Array): number {
  let count = 0;
  for (let at = 1; at < frame.length; at += 1) {
    if ((frame[at] ?? 0) >= 0 !== (frame[at - 1] ?? 0) >= 0) count += 1;
  }
  return count;
}
