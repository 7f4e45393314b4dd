import { describe, expect, it } from 'vitest';
import { SPEECH_WORDS } from '../../../test/support/suites/speech-contract-suite.ts';
import { speakTones, understandTones } from '../../adapters/speech/sandbox/tones.ts';
import { decodeMulaw, encodeMulaw } from './mulaw.ts';
import { downsample, Upsampler } from './resample.ts';

describe('mu-law', () => {
  // Values of ITU-T G.711, table 2a: the loudest, the quietest, and steps of several segments (14-bit values times four).
  it.each([
    [0x00, -32_124],
    [0x80, 32_124],
    [0xff, 0],
    [0x7f, 0],
    [0xfe, 8],
    [0xef, 132],
    [0xdf, 396],
    [0x8f, 16_764],
  ])('decodes %i as %i', (byte, sample) => {
    expect(decodeMulaw(Uint8Array.of(byte))[0]).toBe(
      sample === 0 ? decodeMulaw(Uint8Array.of(byte))[0] : sample,
    );
    expect(Math.abs(decodeMulaw(Uint8Array.of(byte))[0] as number)).toBe(Math.abs(sample));
  });

  it('encodes each code to itself', () => {
    const codes = Uint8Array.from(new Uint8Array(256).keys()).filter((code) => code !== 0x7f);
    expect(encodeMulaw(decodeMulaw(codes))).toEqual(codes);
  });

  it('is off by less than a sixteenth of a sample', () => {
    for (let sample = -32_000; sample <= 32_000; sample += 7) {
      const [decoded = 0] = decodeMulaw(encodeMulaw(Int16Array.of(sample)));
      expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.abs(sample) / 16 + 8);
    }
  });
});

describe('resampling', () => {
  const { samples } = speakTones('my father has chest pain', SPEECH_WORDS);

  it('keeps words understood after a telephone call', () => {
    const heard = new Upsampler().push(decodeMulaw(encodeMulaw(downsample(samples))));
    expect(heard).toHaveLength(samples.length - (samples.length % 2));
    expect(understandTones(heard, SPEECH_WORDS).map(({ text }) => text)).toEqual(
      'my father has chest pain'.split(' '),
    );
  });

  it('gives the same samples however a stream is cut', () => {
    const narrow = downsample(samples);
    const whole = new Upsampler().push(narrow);
    const pieces = new Upsampler();
    const joined: number[] = [];
    for (let at = 0; at < narrow.length; at += 160)
      joined.push(...pieces.push(narrow.subarray(at, at + 160)));
    expect(Int16Array.from(joined)).toEqual(whole);
  });

  it('removes what would be heard as another pitch', () => {
    const whistle = new Int16Array(16_000).map(
      (_, at) => 8_000 * Math.sin((2 * Math.PI * 7_000 * at) / 16_000),
    );
    const power = downsample(whistle).reduce((sum, sample) => sum + sample ** 2, 0) / 8_000;
    expect(Math.sqrt(power)).toBeLessThan(8_000 / 50);
  });
});
