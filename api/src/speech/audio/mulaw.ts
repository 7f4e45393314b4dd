/**
 * Samples of ITU-T G.711 mu-law, as telephone networks send them: one byte a sample, 8,000 samples a second. The byte is
 * stored inverted: a sign, three bits of exponent, four of mantissa, with a bias of 33 in the 14-bit scale of the standard,
 * which is 132 in 16 bits.
 */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => LINEAR[byte] as number);
}

const BIAS = 132;

const LINEAR = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const exponent = (code >> 4) & 0x07;
  const magnitude = ((((code & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return code & 0x80 ? -magnitude : magnitude;
});
