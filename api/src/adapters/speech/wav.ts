const HEADER_BYTES = 44;
/** The order of bytes in samples of this machine; that of WAV is the lower byte first. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A WAV file (RIFF, PCM 16 bit, one channel) of the samples. */
export function encodeWav(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, value: string) => {
    for (let index = 0; index < value.length; index += 1) bytes[offset + index] = value.charCodeAt(index);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
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
  putSamples(bytes, HEADER_BYTES, samples);
  return bytes;
}

/**
 * The samples of a WAV file with 16-bit PCM, one channel, 16,000 samples a second.
 * @throws RangeError or Error for another file.
 */
export function decodeWav(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (text(0) !== 'RIFF' || text(8) !== 'WAVE') throw new Error('not a WAV file');
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (
      text(at) === 'fmt ' &&
      (view.getUint16(at + 10, true) !== 1 || view.getUint32(at + 12, true) !== 16_000)
    ) {
      throw new Error('not one channel of 16,000 samples a second');
    }
    if (text(at) === 'data') {
      const samples = new Int16Array(Math.floor(Math.min(length, bytes.length - at - 8) / 2));
      const own = new Uint8Array(samples.buffer);
      own.set(bytes.subarray(at + 8, at + 8 + own.length));
      if (!LITTLE_ENDIAN) swapBytes(own);
      return samples;
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('a WAV file without samples');
}

/** Copies samples as they lie in memory, since thousands of them are sent with every request. */
function putSamples(bytes: Uint8Array, at: number, samples: Int16Array): void {
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), at);
  if (!LITTLE_ENDIAN) swapBytes(bytes.subarray(at));
}

function swapBytes(bytes: Uint8Array): void {
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap16();
}
