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
