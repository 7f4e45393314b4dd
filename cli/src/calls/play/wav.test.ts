import { describe, expect, it } from 'vitest';
import { playedAt, spreadOf } from './figures.ts';
import { readWav } from './wav.ts';

interface Format {
  readonly code?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly data?: readonly number[];
  /** What the header says of the length of the audio. */
  readonly length?: number;
}

/** A file with a chunk of notes before its audio, as editors write it. */
function wav({ code = 1, channels = 1, rate = 16_000, bits = 16, data = [1, 0, 2, 0], length }: Format = {}) {
  const chunk = (name: string, body: Buffer, size = body.length) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32LE(size, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const format = Buffer.alloc(16);
  for (const [at, value] of [
    [0, code],
    [2, channels],
    [14, bits],
  ] as const)
    format.writeUInt16LE(value, at);
  format.writeUInt32LE(rate, 4);
  const body = [
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('LIST', Buffer.from('one')),
    chunk('data', Buffer.from(data), length ?? data.length),
  ];
  return chunk('RIFF', Buffer.concat(body));
}

describe('a recording', () => {
  it('is read as the service takes it, its channels apart', () => {
    expect(readWav(wav(), 'a.wav')).toMatchObject({
      encoding: 'pcm_s16le',
      sampleRate: 16_000,
      channels: [Buffer.from([1, 0, 2, 0])],
      seconds: 2 / 16_000,
    });
    const stereo = wav({ channels: 2, rate: 8_000, data: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(readWav(stereo, 'a.wav').channels).toEqual([
      Uint8Array.from([1, 2, 5, 6]),
      Uint8Array.from([3, 4, 7, 8]),
    ]);
    const mulaw = wav({ code: 7, bits: 8, channels: 2, rate: 8_000, data: [1, 2, 3, 4] });
    expect(readWav(mulaw, 'a.wav')).toMatchObject({
      encoding: 'mulaw',
      channels: [Uint8Array.from([1, 3]), Uint8Array.from([2, 4])],
    });
  });

  it.each([0, 0xffffffff])('of a recorder that was stopped ends with the file (length %i)', (length) => {
    expect(readWav(wav({ length }), 'a.wav').seconds).toBe(2 / 16_000);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['no WAV file', Buffer.from('ID3 something else'), /it is not a WAV file/],
    ['floating point', wav({ code: 3, bits: 32 }), /its audio is floating point, not PCM or mu-law/],
    ['an unknown coding', wav({ code: 49 }), /its audio is of format 49/],
    ['24 bit', wav({ bits: 24 }), /its samples have 24 bits, not 16/],
    ['six channels', wav({ channels: 6 }), /it has 6 channels; one is the caller/],
    ['44.1 kHz', wav({ rate: 44_100 }), /it has 44,100 samples a second, not 8,000 or 16,000/],
    ['mu-law at 16 kHz', wav({ code: 7, bits: 8 }), /it has 16,000 samples a second, not 8,000/],
    ['no audio', wav({ data: [] }), /it has no audio/],
    ['a cut header', wav().subarray(0, 30), /it has no audio/],
  ])('with %s is refused with what is wrong and how to convert it', (_, bytes, why) => {
    expect(() => readWav(bytes, 'my call.wav')).toThrow(why);
    expect(() => readWav(bytes, 'my call.wav')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('ffmpeg -i "my call.wav" -ac 1 -ar 16000') }),
    );
  });
});

describe('figures', () => {
  it('know when a moment of the call was played, at every speed', () => {
    const pace = { createdAt: 1_000, beganAt: 2_000, frameMs: 100 };
    expect(playedAt({ ...pace, speed: 1 }, 1_500)).toBe(2_500);
    // The first frame ends at 2,050, which is 1,050 ms of the call.
    expect(playedAt({ ...pace, speed: 2 }, 1_050)).toBe(2_050);
    expect(playedAt({ ...pace, speed: 2 }, 2_050)).toBe(2_550);
  });

  it('are the middle and the slow end, or nothing', () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([3])).toEqual({ p50: 3, p95: 3, p99: 3 });
    const twentyOne = Array.from({ length: 21 }, (_, nth) => 100 - 5 * nth);
    expect(spreadOf(twentyOne)).toEqual({ p50: 50, p95: 95, p99: 100 });
  });
});
