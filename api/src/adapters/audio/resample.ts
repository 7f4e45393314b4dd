/** Zero crossings of the sinc on either side of a sample. */
const REACH = 12;

/**
 * Samples at another rate, whole recordings only: a windowed sinc that leaves out what the lower of the two rates cannot
 * carry.
 */
export function resample(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples;
  const output = new Int16Array(Math.floor((samples.length * to) / from));
  const cutoff = Math.min(1, to / from);
  const reach = REACH / cutoff;
  for (let index = 0; index < output.length; index += 1) {
    const centre = (index * from) / to;
    let sum = 0;
    let weights = 0;
    for (let at = Math.ceil(centre - reach); at <= centre + reach; at += 1) {
      const distance = (at - centre) * cutoff;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / REACH);
      const angle = Math.PI * distance;
      const weight = (angle === 0 ? 1 : Math.sin(angle) / angle) * window;
      sum += (samples[at] ?? 0) * weight;
      weights += weight;
    }
    output[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum / weights)));
  }
  return output;
}
