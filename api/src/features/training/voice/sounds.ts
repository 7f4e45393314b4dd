import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';

/** How noises are made. Each adds to the samples; how loud a noise is in the end is not its own matter. */
type Random = () => number;

const MS = SPEECH_SAMPLE_RATE / 1_000;
const between = (random: Random, from: number, to: number): number => from + random() * (to - from);

/** Noise between two pitches, `shape` times as loud at each time of the samples (0 to 1). */
function hiss(
  samples: Float64Array,
  random: Random,
  { lowHz, highHz, shape = () => 1 }: { lowHz: number; highHz: number; shape?: (share: number) => number },
): void {
  const low = 1 - Math.exp((-2 * Math.PI * lowHz) / SPEECH_SAMPLE_RATE);
  const high = 1 - Math.exp((-2 * Math.PI * highHz) / SPEECH_SAMPLE_RATE);
  let [slow, fast, smooth] = [0, 0, 0];
  for (let at = 0; at < samples.length; at += 1) {
    fast += high * (random() * 2 - 1 - fast);
    smooth += high * (fast - smooth);
    slow += low * (smooth - slow);
    samples[at] = (samples[at] as number) + (smooth - slow) * shape(at / samples.length);
  }
}

interface Syllable {
  readonly at: number;
  readonly length: number;
  /** At its beginning and its end. */
  readonly pitchHz: readonly [number, number];
  /** Where the mouth resounds. */
  readonly formantsHz: readonly [number, number];
  readonly level: number;
  /** Of the pitch, as of somebody who cries. */
  readonly tremble?: number;
}

/** A voiced sound: pulses of a throat through two resonances of a mouth, swelling and dying away. */
function syllable(
  samples: Float64Array,
  { at, length, pitchHz, formantsHz, level, tremble = 0 }: Syllable,
): void {
  const mouths = formantsHz.map((hz, nth) => resonance(hz, 90 + 40 * nth));
  let phase = 0;
  for (let n = 0; n < length && at + n < samples.length; n += 1) {
    const share = n / length;
    const shaken = 1 + tremble * Math.sin((2 * Math.PI * 6 * n) / SPEECH_SAMPLE_RATE);
    phase += ((pitchHz[0] + (pitchHz[1] - pitchHz[0]) * share) * shaken) / SPEECH_SAMPLE_RATE;
    const pulse = phase >= 1 ? 1 : 0;
    phase -= pulse;
    const heard = mouths.reduce((sum, mouth) => sum + mouth(pulse), 0);
    samples[at + n] = (samples[at + n] as number) + heard * level * Math.sin(Math.PI * share) ** 0.5;
  }
}

function resonance(hz: number, widthHz: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * widthHz) / SPEECH_SAMPLE_RATE);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / SPEECH_SAMPLE_RATE);
  let [last, before] = [0, 0];
  return (input) => {
    const output = input + turn * last - radius * radius * before;
    [before, last] = [last, output];
    return output;
  };
}

/** A sound of one pitch that dies away within about `lengthMs`. */
function ring(
  samples: Float64Array,
  from: number,
  { hz, lengthMs, level }: { hz: number; lengthMs: number; level: number },
): void {
  const length = Math.min(lengthMs * 4 * MS, samples.length - from);
  for (let n = 0; n < length; n += 1) {
    const fading = Math.exp(-n / (lengthMs * MS)) * Math.min(1, n / (2 * MS));
    const wave = Math.sin((2 * Math.PI * hz * n) / SPEECH_SAMPLE_RATE);
    samples[from + n] = (samples[from + n] as number) + wave * fading * level;
  }
}

/** Calls `next` at the times that it gives, each as many samples after the one before, until the end. */
function until(samples: Float64Array, first: number, next: (at: number) => number): void {
  for (let at = Math.round(first); at < samples.length; ) at += Math.max(Math.round(next(at)), MS);
}

/** People who speak, none of them in words. */
export function talking(
  samples: Float64Array,
  random: Random,
  { people, pitchHz }: { readonly people: number; readonly pitchHz: readonly [number, number] },
): void {
  for (let person = 0; person < people; person += 1) {
    const own = between(random, ...pitchHz);
    const level = between(random, 0.5, 1);
    let left = 0;
    until(samples, between(random, 0, 500) * MS, (at) => {
      if (left === 0) {
        left = Math.round(between(random, 4, 11));
        return between(random, 300, 900) * MS;
      }
      left -= 1;
      const length = Math.round(between(random, 110, 250) * MS);
      const pitch = own * between(random, 0.85, 1.2);
      const formantsHz = [between(random, 300, 850), between(random, 900, 2_400)] as const;
      syllable(samples, {
        at,
        length,
        pitchHz: [pitch, pitch * between(random, 0.85, 1.05)],
        formantsHz,
        level,
      });
      return length + between(random, 10, 60) * MS;
    });
  }
}

/** Somebody who cries: long falling tones, then gasps. */
export function crying(samples: Float64Array, random: Random): void {
  until(samples, 200 * MS, (at) => {
    const length = Math.round(between(random, 600, 1_300) * MS);
    const pitch = between(random, 360, 480);
    const formantsHz = [between(random, 650, 900), between(random, 1_100, 1_500)] as const;
    syllable(samples, { at, length, pitchHz: [pitch, pitch * 0.7], formantsHz, level: 1, tremble: 0.03 });
    const gasps = Math.round(between(random, 0, 3));
    for (let nth = 0; nth < gasps; nth += 1) {
      const from = at + length + nth * 220 * MS;
      const gasp = samples.subarray(from, from + 120 * MS);
      hiss(gasp, random, { lowHz: 800, highHz: 4_000, shape: (share) => 2 * Math.sin(Math.PI * share) });
    }
    return length + (gasps * 220 + between(random, 250, 800)) * MS;
  });
}

export function laughing(samples: Float64Array, random: Random): void {
  for (let person = 0; person < 3; person += 1) {
    const own = between(random, 180, 380);
    until(samples, between(random, 0, 900) * MS, (at) => {
      const bursts = Math.round(between(random, 4, 9));
      for (let nth = 0; nth < bursts; nth += 1) {
        const pitch = own * (1.25 - 0.06 * nth);
        const from = Math.round(at + nth * 170 * MS);
        const length = Math.round(110 * MS);
        syllable(samples, {
          at: from,
          length,
          pitchHz: [pitch, pitch * 0.9],
          formantsHz: [750, 1_300],
          level: 1,
        });
      }
      return (bursts * 170 + between(random, 400, 1_500)) * MS;
    });
  }
}

export function dogs(samples: Float64Array, random: Random): void {
  until(samples, 300 * MS, (at) => {
    const barks = Math.round(between(random, 1, 5));
    const own = between(random, 330, 560);
    for (let nth = 0; nth < barks; nth += 1) {
      const from = Math.round(at + nth * 380 * MS);
      const length = Math.round(between(random, 120, 190) * MS);
      syllable(samples, { at: from, length, pitchHz: [own, own * 0.5], formantsHz: [700, 1_500], level: 1 });
      const breath = samples.subarray(from, from + length);
      hiss(breath, random, { lowHz: 500, highHz: 2_500, shape: (share) => 3 * (1 - share) });
    }
    return (barks * 380 + between(random, 700, 2_500)) * MS;
  });
}

/** Plates and spoons, and water that runs. */
export function clinks(samples: Float64Array, random: Random): void {
  hiss(samples, random, { lowHz: 900, highHz: 5_000, shape: () => 0.15 });
  until(samples, 100 * MS, (at) => {
    const hz = between(random, 1_800, 4_600);
    const level = between(random, 0.2, 1);
    ring(samples, at, { hz, lengthMs: between(random, 15, 70), level });
    ring(samples, at, { hz: hz * 1.53, lengthMs: 20, level: level / 2 });
    return between(random, 60, 900) * MS;
  });
}

export function machinery(samples: Float64Array, random: Random): void {
  hiss(samples, random, {
    lowHz: 150,
    highHz: 1_800,
    shape: (share) =>
      0.6 + 0.4 * Math.sin(share * samples.length * ((2 * Math.PI * 24) / SPEECH_SAMPLE_RATE)),
  });
  for (const [nth, level] of [0.25, 0.15, 0.1, 0.05].entries()) {
    const turn = (2 * Math.PI * 100 * (nth + 1)) / SPEECH_SAMPLE_RATE;
    for (let at = 0; at < samples.length; at += 1) {
      samples[at] = (samples[at] as number) + level * Math.sin(turn * at);
    }
  }
}

/** Four chords, plucked. */
export function music(samples: Float64Array, random: Random): void {
  const chords = [
    [220, 261.63, 329.63],
    [174.61, 220, 261.63],
    [261.63, 329.63, 392],
    [196, 246.94, 293.66],
  ];
  let beat = 0;
  until(samples, 0, (at) => {
    const chord = chords[Math.floor(beat / 8) % chords.length] as readonly number[];
    const hz = (chord[beat % chord.length] as number) * (random() < 0.3 ? 2 : 1);
    ring(samples, at, { hz, lengthMs: 350, level: 1 });
    ring(samples, at, { hz: hz * 2, lengthMs: 200, level: 0.4 });
    beat += 1;
    return 375 * MS;
  });
}

/** A steady rain, and single drops nearby. */
export function rain(samples: Float64Array, random: Random): void {
  hiss(samples, random, { lowHz: 1_000, highHz: 6_000 });
  until(samples, 0, (at) => {
    ring(samples, at, { hz: between(random, 900, 3_000), lengthMs: 3, level: between(random, 0.1, 0.7) });
    return between(random, 5, 60) * MS;
  });
}

export function wind(samples: Float64Array, random: Random): void {
  const gusts = [between(random, 1, 2), between(random, 3, 5)];
  hiss(samples, random, {
    lowHz: 60,
    highHz: 420,
    shape: (share) =>
      gusts.reduce((sum, count) => sum + 0.35 * Math.sin(2 * Math.PI * Math.round(count) * share), 1),
  });
}

/** Vehicles that pass, and horns. */
export function traffic(samples: Float64Array, random: Random): void {
  hiss(samples, random, {
    lowHz: 50,
    highHz: 500,
    shape: (share) => 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * share) ** 2,
  });
  until(samples, 1_200 * MS, (at) => {
    const length = between(random, 250, 700) * MS;
    for (const hz of [415, 520]) {
      for (let n = 0; n < length && at + n < samples.length; n += 1) {
        const edge = Math.min(1, n / (10 * MS), (length - n) / (10 * MS));
        const wave = Math.sign(Math.sin((2 * Math.PI * hz * n) / SPEECH_SAMPLE_RATE));
        samples[at + n] = (samples[at + n] as number) + 0.08 * edge * wave;
      }
    }
    return length + between(random, 1_500, 4_500) * MS;
  });
}
