import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';

/**
 * Speech that the sandbox understands: each word is a sound of four tones, one of eight pitches each, that stand for the
 * word's place in a vocabulary. It survives telephone coding and room noise, and a word that a window cuts is not
 * understood, as with real engines. The pitches are those of voices, so that voice activity hears them as one.
 */
const PITCHES_HZ = [140, 170, 205, 245, 290, 345, 410, 480] as const;
const TONES = 4;
const TONE_MS = 55;
export const TONE_WORD_MS = TONES * TONE_MS;
const WORD_GAP_MS = 90;
const PER_MS = SPEECH_SAMPLE_RATE / 1000;
const TONE_SAMPLES = TONE_MS * PER_MS;
const LEVEL = 8_000;
/** Sound is sought in steps of this, milliseconds. */
const STEP_MS = 5;
const STEP_SAMPLES = STEP_MS * PER_MS;
/** A step is sound above this mean square: LEVEL / 10 as amplitude. */
const SOUND = (LEVEL / 10) ** 2 / 2;
/** Tones fade in and out within this, so that no click is heard, milliseconds. */
const FADE_MS = 4;

export const MAX_VOCABULARY = PITCHES_HZ.length ** TONES;

/** A word where it was said, milliseconds of the audio. */
export interface ToneWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The audio of a text, with silence of `leadMs` before it. `...` is a pause of a second. */
export function speakTones(
  text: string,
  vocabulary: readonly string[],
  leadMs = 300,
): { readonly samples: Int16Array; readonly words: readonly ToneWord[] } {
  const words: ToneWord[] = [];
  let at = leadMs;
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    if (word === '...') at += 1_000;
    else {
      words.push({ text: word, startMs: at, endMs: at + TONE_WORD_MS });
      at += TONE_WORD_MS + WORD_GAP_MS;
    }
  }
  const samples = new Int16Array((at + leadMs) * PER_MS);
  for (const word of words) addWord(samples, word, vocabulary);
  return { samples, words };
}

function addWord(samples: Int16Array, { text, startMs }: ToneWord, vocabulary: readonly string[]): void {
  let index = vocabulary.indexOf(text);
  if (index === -1) throw new Error(`"${text}" is not in the vocabulary`);
  for (let tone = 0; tone < TONES; tone += 1) {
    const pitch = PITCHES_HZ[index % PITCHES_HZ.length] as number;
    index = Math.floor(index / PITCHES_HZ.length);
    const from = (startMs + tone * TONE_MS) * PER_MS;
    for (let at = 0; at < TONE_SAMPLES; at += 1) {
      const edge = Math.min(at, TONE_SAMPLES - 1 - at) / (FADE_MS * PER_MS);
      const wave = Math.sin((2 * Math.PI * pitch * at) / SPEECH_SAMPLE_RATE);
      samples[from + at] = Math.round(LEVEL * Math.min(edge, 1) * wave);
    }
  }
}

/** The words in the audio. Sounds of another length than a word's are not understood and left out. */
export function understandTones(samples: Int16Array, vocabulary: readonly string[]): readonly ToneWord[] {
  return soundsIn(samples).flatMap(([from, to]) => {
    const startMs = (from * STEP_SAMPLES) / PER_MS;
    const endMs = (to * STEP_SAMPLES) / PER_MS;
    if (Math.abs(endMs - startMs - TONE_WORD_MS) > 3 * STEP_MS) return [];
    let index = 0;
    for (let tone = TONES - 1; tone >= 0; tone -= 1) {
      const middle = (from * STEP_SAMPLES + to * STEP_SAMPLES - TONES * TONE_SAMPLES) / 2;
      index = index * PITCHES_HZ.length + pitchOf(samples, Math.max(middle, 0) + tone * TONE_SAMPLES);
    }
    const text = vocabulary[index];
    return text === undefined ? [] : [{ text, startMs, endMs }];
  });
}

/** Stretches of sound, in steps; silences shorter than two steps do not end one (tones fade between pitches). */
function soundsIn(samples: Int16Array): readonly (readonly [number, number])[] {
  const sounds: [number, number][] = [];
  const steps = Math.floor(samples.length / STEP_SAMPLES);
  for (let step = 0; step < steps; step += 1) {
    let power = 0;
    for (let at = step * STEP_SAMPLES; at < (step + 1) * STEP_SAMPLES; at += 1) {
      const sample = samples[at] as number;
      power += sample * sample;
    }
    if (power / STEP_SAMPLES < SOUND) continue;
    const last = sounds.at(-1);
    if (last !== undefined && step - last[1] <= 4) last[1] = step + 1;
    else sounds.push([step, step + 1]);
  }
  return sounds;
}

/** Pitches are far below this part of the sample rate, so that the mean of so many samples stands for each of them. */
const DECIMATION = 4;
const FACTORS = PITCHES_HZ.map(
  (pitch) => 2 * Math.cos((2 * Math.PI * pitch * DECIMATION) / SPEECH_SAMPLE_RATE),
);
const sums = new Float64Array(TONE_SAMPLES / DECIMATION);

/** The strongest of the pitches in one tone, by Goertzel's algorithm. */
function pitchOf(samples: Int16Array, from: number): number {
  const count = Math.floor((Math.min(from + TONE_SAMPLES, samples.length) - from) / DECIMATION);
  for (let nth = 0; nth < count; nth += 1) {
    let sum = 0;
    for (let at = 0; at < DECIMATION; at += 1) sum += samples[from + nth * DECIMATION + at] as number;
    sums[nth] = sum;
  }
  let best = 0;
  let strongest = -1;
  for (let index = 0; index < FACTORS.length; index += 1) {
    const factor = FACTORS[index] as number;
    let before = 0;
    let last = 0;
    for (let nth = 0; nth < count; nth += 1) {
      const next = (sums[nth] as number) + factor * last - before;
      before = last;
      last = next;
    }
    const power = before * before + last * last - factor * before * last;
    if (power > strongest) {
      best = index;
      strongest = power;
    }
  }
  return best;
}
