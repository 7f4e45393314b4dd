/**
 * Doubles the sample rate, 8,000 to 16,000 a second. Half of the samples are the input's; those between are interpolated by
 * a windowed sinc over eight samples on either side, which leaves no audible mirror of the voice above 4 kHz. Keeps what it
 * needs between calls, so that a stream gives the same samples however it is cut; the delay is 1 ms.
 */
export class Upsampler {
  #tail = new Int16Array(2 * REACH - 1);

  push(samples: Int16Array): Int16Array {
    const all = new Int16Array(this.#tail.length + samples.length);
    all.set(this.#tail);
    all.set(samples, this.#tail.length);
    const output = new Int16Array(samples.length * 2);
    for (let index = 0; index < samples.length; index += 1) {
      let between = 0;
      for (let tap = 0; tap < 2 * REACH; tap += 1) {
        between += (all[index + tap] as number) * (TAPS[tap] as number);
      }
      output[2 * index] = all[index + REACH - 1] as number;
      output[2 * index + 1] = Math.max(-32_768, Math.min(32_767, Math.round(between)));
    }
    this.#tail = all.slice(samples.length);
    return output;
  }
}

/** Halves the sample rate, 16,000 to 8,000 a second, without what would be heard as another pitch above 4 kHz. */
export function downsample(samples: Int16Array): Int16Array {
  const output = new Int16Array(Math.floor(samples.length / 2));
  for (let index = 0; index < output.length; index += 1) {
    let sum = samples[2 * index] as number;
    for (let tap = 0; tap < 2 * REACH; tap += 1) {
      sum += (samples[2 * (index + tap - REACH) + 1] ?? 0) * (TAPS[tap] as number);
    }
    output[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum / 2)));
  }
  return output;
}

/** Halves the sample rate of a stream, however it is cut: the delay is 1 ms. */
export class Downsampler {
  #tail = new Int16Array(4 * REACH);

  push(samples: Int16Array): Int16Array {
    const all = new Int16Array(this.#tail.length + samples.length);
    all.set(this.#tail);
    all.set(samples, this.#tail.length);
    const even = all.length - (all.length % 2);
    const output = downsample(all.subarray(0, even));
    this.#tail = all.slice(even - 4 * REACH);
    // Only those that have their neighbours on both sides.
    return output.subarray(REACH, output.length - REACH);
  }
}

/** Samples on either side of the one that is interpolated. */
const REACH = 8;

/** sinc at half-integer distances under a Hann window, normalised to keep a constant signal constant. */
const TAPS = (() => {
  const taps = Array.from({ length: 2 * REACH }, (_, tap) => {
    const distance = tap - REACH + 0.5;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / REACH);
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float64Array.from(taps, (tap) => tap / sum);
})();
