/**
 * ITU-T G.711 mu-law, as telephone networks send speech: one byte a sample, 8,000 samples a second. A byte is stored
 * inverted: a sign, three bits of exponent, four of mantissa, with a bias of 33 in the 14-bit scale of the standard, which
 * is 132 in 16 bits.
 */
const BIAS = 132;
/** The largest magnitude that can be coded. */
const CLIP = 32_635;

export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1)
    samples[index] = LINEAR[bytes[index] as number] as number;
  return samples;
}

export function encodeMulaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] as number;
    const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    const exponent = Math.max(31 - Math.clz32(magnitude) - 7, 0);
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    bytes[index] = ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa);
  }
  return bytes;
}

const LINEAR = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const exponent = (code >> 4) & 0x07;
  const magnitude = ((((code & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return code & 0x80 ? -magnitude : magnitude;
});
