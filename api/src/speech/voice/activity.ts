import { FRAME_MS, FRAME_SAMPLES, FrameMeter } from './frame.ts';

/**
 * How sure it is that somebody speaks. `possible` is sound above the background without the pitch of a voice: a whisper,
 * a hiss, a chair. It is transcribed, since a caller who hides must whisper, but what the engine makes of it is believed
 * only when the engine itself is sure (see `../invented/filter.ts`).
 */
export type VoiceLevel = 'none' | 'possible' | 'certain';

/** Where in a stream somebody speaks. All times are milliseconds of the stream. */
export interface Voice {
  /** The end of what was heard so far. */
  readonly heardMs: number;
  /** The first moment in the stretch at which somebody may speak, or null. */
  firstIn(startMs: number, endMs: number): number | null;
  /** The last moment in the stretch at which somebody may speak, or null. */
  lastIn(startMs: number, endMs: number): number | null;
  /** Which part of the stretch has at least this level, 0 to 1. */
  share(startMs: number, endMs: number, level: 'possible' | 'certain'): number;
}

/** A frame this far above the background may be speech, decibels: what quiet speech has in a noisy room. */
const ABOVE_BACKGROUND_DB = 6;
/** Quieter than this is no speech anywhere, decibels of full scale: 30 dB below speech held away from a telephone. */
const QUIETEST_SPEECH_DB = -65;
/** Vowels correlate at 0.7 to 1.0 with the period before, noise of any colour mostly below 0.4. */
const VOICED_PERIODICITY = 0.6;
/** Vowels last longer than this; clicks do not. Frames of {@link FRAME_MS}. */
const MIN_VOICED_FRAMES = 3;
/** Consonants before and after a vowel belong to it, milliseconds. */
const LEAD_MS = 200;
const HANGOVER_MS = 240;
/**
 * The background is the quietest tenth of a second within this time. Automatic gain that lifts the noise of a quiet room
 * does so within a second or two, after which it counts as background again.
 */
const BACKGROUND_MS = 2_000;
const BACKGROUND_STEP_MS = 100;
/**
 * A sound that stays within so many decibels for so long is a hum or a dial tone, milliseconds and decibels: syllables
 * change faster, and even a long scream more.
 */
const STEADY_MS = 500;
const STEADY_DB = 1.5;

const LEVELS: Readonly<Record<VoiceLevel, number>> = { none: 0, possible: 1, certain: 2 };

/**
 * Voice activity of one side of a call, from energy above an adaptive background and from pitch. Needs no model: its
 * judgement decides when to transcribe and whom to believe, never what was said.
 */
export class VoiceActivity implements Voice {
  readonly #meter = new FrameMeter();
  readonly #levels: number[] = [];
  /** Frames before this one were forgotten. */
  #forgotten = 0;
  readonly #rest = new Int16Array(FRAME_SAMPLES);
  #restLength = 0;
  readonly #energies: number[] = [];
  readonly #backgrounds: number[] = [];
  #measured = 0;
  #voicedRun = 0;
  #lastVoicedFrame = Number.NEGATIVE_INFINITY;

  get heardMs(): number {
    return (this.#forgotten + this.#levels.length) * FRAME_MS;
  }

  /** Takes the next samples of the stream, however many. */
  push(samples: Int16Array): void {
    let at = 0;
    while (at < samples.length) {
      const taken = Math.min(FRAME_SAMPLES - this.#restLength, samples.length - at);
      this.#rest.set(samples.subarray(at, at + taken), this.#restLength);
      this.#restLength += taken;
      at += taken;
      if (this.#restLength < FRAME_SAMPLES) return;
      this.#restLength = 0;
      this.#frame(this.#rest);
    }
  }

  /** Forgets what was heard before; it cannot be asked for any more. */
  forgetBefore(ms: number): void {
    const frames = Math.min(Math.floor(ms / FRAME_MS) - this.#forgotten, this.#levels.length);
    if (frames <= 0) return;
    this.#levels.splice(0, frames);
    this.#forgotten += frames;
  }

  firstIn(startMs: number, endMs: number): number | null {
    const [from, to] = this.#range(startMs, endMs);
    for (let index = from; index < to; index += 1) {
      if ((this.#levels[index] as number) > 0) return (this.#forgotten + index) * FRAME_MS;
    }
    return null;
  }

  lastIn(startMs: number, endMs: number): number | null {
    const [from, to] = this.#range(startMs, endMs);
    for (let index = to - 1; index >= from; index -= 1) {
      if ((this.#levels[index] as number) > 0) return (this.#forgotten + index + 1) * FRAME_MS;
    }
    return null;
  }

  share(startMs: number, endMs: number, level: 'possible' | 'certain'): number {
    const [from, to] = this.#range(startMs, endMs);
    if (to <= from) return 0;
    let count = 0;
    for (let index = from; index < to; index += 1) {
      if ((this.#levels[index] as number) >= LEVELS[level]) count += 1;
    }
    return count / (to - from);
  }

  #range(startMs: number, endMs: number): readonly [from: number, to: number] {
    const from = Math.max(Math.floor(startMs / FRAME_MS) - this.#forgotten, 0);
    return [from, Math.min(Math.ceil(endMs / FRAME_MS) - this.#forgotten, this.#levels.length)];
  }

  #frame(frame: Int16Array): void {
    const energyDb = this.#meter.energyDb(frame);
    this.#remember(energyDb);
    const loud = energyDb > QUIETEST_SPEECH_DB && energyDb > this.#background() + ABOVE_BACKGROUND_DB;
    const steady = loud && this.#steady();
    const voiced = loud && !steady && this.#meter.periodicity() >= VOICED_PERIODICITY;
    this.#levels.push(loud ? LEVELS.possible : LEVELS.none);
    this.#voicedRun = voiced ? this.#voicedRun + 1 : 0;
    if (steady) this.#markSteady();
    else if (this.#voicedRun >= MIN_VOICED_FRAMES) this.#markSpeech();
    else if (this.#speechWithin(HANGOVER_MS)) this.#levels[this.#levels.length - 1] = LEVELS.certain;
  }

  /** The frames of the vowel and the consonants that led to it. */
  #markSpeech(): void {
    const back = this.#voicedRun === MIN_VOICED_FRAMES ? MIN_VOICED_FRAMES + LEAD_MS / FRAME_MS : 1;
    const end = this.#levels.length;
    for (let index = Math.max(end - back, 0); index < end; index += 1) this.#levels[index] = LEVELS.certain;
    this.#lastVoicedFrame = this.#forgotten + end - 1;
  }

  /** What was taken for a voice until the sound had lasted too long without a change. */
  #markSteady(): void {
    const end = this.#levels.length;
    const from = Math.max(end - (STEADY_MS + LEAD_MS) / FRAME_MS, 0);
    for (let index = from; index < end; index += 1) {
      this.#levels[index] = Math.min(this.#levels[index] as number, LEVELS.possible);
    }
    this.#lastVoicedFrame = Number.NEGATIVE_INFINITY;
  }

  #speechWithin(ms: number): boolean {
    return this.#forgotten + this.#levels.length - 1 - this.#lastVoicedFrame <= ms / FRAME_MS;
  }

  #remember(energyDb: number): void {
    this.#energies.push(energyDb);
    if (this.#energies.length > STEADY_MS / FRAME_MS) this.#energies.shift();
    const step = BACKGROUND_STEP_MS / FRAME_MS;
    this.#measured += 1;
    if (this.#measured % step !== 0) return;
    const recent = this.#energies.slice(-step);
    this.#backgrounds.push(recent.reduce((sum, energy) => sum + energy, 0) / recent.length);
    if (this.#backgrounds.length > BACKGROUND_MS / BACKGROUND_STEP_MS) this.#backgrounds.shift();
  }

  #background(): number {
    return this.#backgrounds.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...this.#backgrounds);
  }

  #steady(): boolean {
    if (this.#energies.length < STEADY_MS / FRAME_MS) return false;
    return Math.max(...this.#energies) - Math.min(...this.#energies) <= STEADY_DB;
  }
}
