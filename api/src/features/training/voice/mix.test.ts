import { describe, expect, it } from 'vitest';
import type { Noise, NoiseKind } from '../engine/types.ts';
import schema from '../scenarios/scenario.schema.json' with { type: 'json' };
import { amplitudeOf, Background, levelled, NOISE_DB, SAMPLES_PER_MS, SPEECH_DB } from './mix.ts';
import { LOOP_RMS, loopOf } from './noise.ts';

const KINDS = schema.$defs.scenario.properties.noise.items.properties.kind.enum as readonly NoiseKind[];
const SECOND = 1_000 * SAMPLES_PER_MS;
const silence = (seconds: number) => new Int16Array(seconds * SECOND);
const rms = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, one) => sum + one ** 2, 0) / samples.length);
const decibels = (samples: Int16Array) => 20 * Math.log10(rms(samples) / 32_768);
const noise = (changes: Partial<Noise> = {}): Noise => ({
  kind: 'rain',
  level: 'low',
  fromMs: 0,
  toMs: null,
  ...changes,
});
const tone = (level: number, seconds = 1) =>
  silence(seconds).map((_, at) => Math.round(level * Math.sin((2 * Math.PI * 200 * at) / SECOND)));

describe('a noise', () => {
  it.each(KINDS)('of %s is loud as its level, each like no other', (kind) => {
    const loop = loopOf(kind);
    expect(rms(loop)).toBeGreaterThan(LOOP_RMS * 0.97);
    expect(rms(loop)).toBeLessThanOrEqual(LOOP_RMS * 1.01);
    for (const other of KINDS.slice(0, KINDS.indexOf(kind))) {
      const same = loopOf(other).reduce((sum, one, at) => sum + one * (loop[at] as number), 0);
      expect(Math.abs(same) / loop.length / LOOP_RMS ** 2).toBeLessThan(0.2);
    }
  });

  it.each(['low', 'medium', 'high'] as const)('is heard at the decibels of %s', (level) => {
    const heard = new Background([noise({ level })]).behind(silence(12), SECOND);
    expect(decibels(heard)).toBeCloseTo(NOISE_DB[level], 0);
  });

  it('has no click where it repeats, begins and ends', () => {
    const loop = loopOf('machinery');
    const steps = [...loop].map((one, at) => Math.abs(one - (loop.at(at - 1) as number)));
    expect(steps[0]).toBeLessThanOrEqual(steps.slice(1).reduce((most, one) => Math.max(most, one), 0));
    const heard = new Background([noise({ kind: 'machinery', level: 'high', fromMs: 1_000, toMs: 2_000 })]);
    const all = heard.behind(silence(3), 0);
    expect(rms(all.subarray(0, SECOND))).toBe(0);
    expect(rms(all.subarray(2 * SECOND))).toBe(0);
    expect(rms(all.subarray(SECOND, SECOND + 160))).toBeLessThan(30);
    expect(rms(all.subarray(SECOND * 1.4, SECOND * 1.6))).toBeGreaterThan(amplitudeOf(NOISE_DB.high) / 2);
  });
});

describe('mixing', () => {
  it('gives the same samples however the time is cut', () => {
    const background = new Background([
      noise(),
      noise({ kind: 'dogs', level: 'high', fromMs: 500, toMs: 2_500 }),
    ]);
    const voice = tone(5_000, 3);
    const whole = background.behind(voice, 700);
    const pieces = [...Array(30).keys()].flatMap((nth) => [
      ...background.behind(voice.subarray(nth * 1_600, (nth + 1) * 1_600), 700 + nth * 1_600),
    ]);
    expect(Int16Array.from(pieces)).toEqual(whole);
  });

  it('keeps what is too loud within the range of a sample', () => {
    const loud = new Background([noise({ level: 'high' }), noise({ kind: 'crowd', level: 'high' })]);
    const heard = loud.behind(tone(32_767), 0);
    expect(heard.some((one) => one === 32_767) && heard.some((one) => one < -32_700)).toBe(true);
  });

  it.each([100, 3_000, 30_000])('brings a voice of amplitude %i to one level, pauses aside', (level) => {
    const voice = new Int16Array([...tone(level), ...silence(3), ...tone(level)]);
    const heard = levelled(voice);
    expect(decibels(heard.subarray(0, SECOND))).toBeCloseTo(SPEECH_DB, 0);
    expect(heard.subarray(SECOND, 4 * SECOND).every((one) => one === 0)).toBe(true);
  });

  it('leaves silence as it is', () => {
    expect(levelled(silence(1))).toEqual(silence(1));
  });
});
