const HEADER_BYTES = 44;
/** The order of bytes in samples of this machine; that of WAV is the lower byte first. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A WAV file (RIFF, PCM 16 bit, one channel) of the samples. */
export function encodeWav(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(wavBytes(samples));
  putWav(bytes, 0, samples, sampleRate);
  return bytes;
}

/** How long the WAV file of these samples is. */
export const wavBytes = (samples: Int16Array): number => HEADER_BYTES + samples.length * 2;

/** Writes the WAV file of {@link encodeWav} at a place in bytes. */
export function putWav(bytes: Uint8Array, at: number, samples: Int16Array, sampleRate: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  const text = (offset: number, value: string) => {
    for (let index = 0; index < value.length; index += 1)
      view.setUint8(offset + index, value.charCodeAt(index));
  };
  text(0, 'RIFF');
  view.setUint32(4, wavBytes(samples) - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  putSamples(bytes, at + HEADER_BYTES, samples);
}

export interface Wav {
  /** One channel: the mean of those in the file. */
  readonly samples: Int16Array;
  readonly sampleRate: number;
  /** How many the file has. */
  readonly channels: number;
}

/** Lengths from here on are those of a file that was sent before its end was known: it ends where its bytes do. */
const UNKNOWN_LENGTH = 0x7f_ff_00_00;

/** A WAV file with 16-bit PCM. @throws Error for another file, and for one that was cut off. */
export function readWav(bytes: Uint8Array): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (bytes.length < HEADER_BYTES || text(0) !== 'RIFF' || text(8) !== 'WAVE')
    throw new Error('not a WAV file');
  let format = { channels: 0, sampleRate: 0 };
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const from = at + 8;
    if (text(at) === 'fmt ') {
      if (view.getUint16(from + 14, true) !== 16) throw new Error('not samples of 16 bits');
      format = { channels: view.getUint16(from + 2, true), sampleRate: view.getUint32(from + 4, true) };
    }
    if (text(at) === 'data') {
      if (format.channels === 0) throw new Error('samples without their format');
      const there = bytes.length - from;
      if (length > there && length < UNKNOWN_LENGTH) throw new Error('a WAV file that was cut off');
      const frameBytes = 2 * format.channels;
      const whole = Math.min(length, there);
      // A copy of its own: what a file was read into may be part of a larger memory, at any place.
      const own = new Uint8Array(whole - (whole % frameBytes));
      own.set(bytes.subarray(from, from + own.length));
      if (!LITTLE_ENDIAN) swapBytes(own);
      return {
        samples: oneChannel(new Int16Array(own.buffer), format.channels),
        ...format,
      };
    }
    at = from + length + (length % 2);
  }
  throw new Error('a WAV file without samples');
}

/**
 * The samples of a WAV file with 16-bit PCM, one channel, 16,000 samples a second.
 * @throws Error for another file.
 */
export function decodeWav(bytes: Uint8Array): Int16Array {
  const { samples, sampleRate, channels } = readWav(bytes);
  if (channels !== 1 || sampleRate !== 16_000) throw new Error('not one channel of 16,000 samples a second');
  return samples;
}

function oneChannel(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  return Int16Array.from({ length: samples.length / channels }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += samples[frame * channels + channel] as number;
    return Math.round(sum / channels);
  });
}

/** Copies samples as they lie in memory, since thousands of them are sent with every request. */
function putSamples(bytes: Uint8Array, at: number, samples: Int16Array): void {
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), at);
  if (!LITTLE_ENDIAN) swapBytes(bytes.subarray(at, at + samples.byteLength));
}

function swapBytes(bytes: Uint8Array): void {
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap16();
}
