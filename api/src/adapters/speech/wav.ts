const HEADER_BYTES = 44;

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
  for (let index = 0; index < samples.length; index += 1) {
    view.setInt16(HEADER_BYTES + index * 2, samples[index] as number, true);
  }
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
      for (let index = 0; index < samples.length; index += 1) {
        samples[index] = view.getInt16(at + 8 + index * 2, true);
      }
      return samples;
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('a WAV file without samples');
}
