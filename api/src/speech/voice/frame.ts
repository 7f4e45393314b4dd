/** Samples of a frame: 20 ms at 16,000 a second. */
export const FRAME_SAMPLES = 320;
export const FRAME_MS = 20;

/** The pitch of human voices, hertz: deep men's to crying infants' and screams. */
const MIN_PITCH_HZ = 70;
const MAX_PITCH_HZ = 500;
/** Pitch is looked for at a quarter of the sample rate, which costs a sixteenth and keeps what voices have below 2 kHz. */
const DECIMATION = 4;
const PITCH_RATE = 16_000 / DECIMATION;
const MIN_LAG = Math.floor(PITCH_RATE / MAX_PITCH_HZ);
const MAX_LAG = Math.ceil(PITCH_RATE / MIN_PITCH_HZ);
/** Two frames, so that two periods of the deepest voice are compared. */
const PITCH_SAMPLES = (2 * FRAME_SAMPLES) / DECIMATION;
/** Full scale of 16-bit samples, squared. */
const FULL_SCALE = 32_768 ** 2;
/** A frame with no more than this is digital silence, decibels of full scale. */
const SILENCE_DB = -90;

/** Measures one frame after another of the same stream. */
export class FrameMeter {
  readonly #pitch = new Float64Array(PITCH_SAMPLES);

  /** Takes the next frame, {@link FRAME_SAMPLES} samples. @returns its mean power, decibels of full scale. */
  energyDb(frame: Int16Array): number {
    const power = this.#add(frame);
    return power === 0 ? SILENCE_DB : Math.max(SILENCE_DB, 10 * Math.log10(power / FULL_SCALE));
  }

  /** @returns the mean square of the samples about their mean: a constant offset of the line is no sound. */
  #add(frame: Int16Array): number {
    const pitch = this.#pitch;
    pitch.copyWithin(0, FRAME_SAMPLES / DECIMATION);
    const from = PITCH_SAMPLES - FRAME_SAMPLES / DECIMATION;
    let sum = 0;
    let squares = 0;
    for (let group = 0; group < FRAME_SAMPLES / DECIMATION; group += 1) {
      let total = 0;
      for (let offset = 0; offset < DECIMATION; offset += 1) {
        const sample = frame[group * DECIMATION + offset] as number;
        total += sample;
        squares += sample * sample;
      }
      sum += total;
      pitch[from + group] = total;
    }
    const mean = sum / FRAME_SAMPLES;
    return Math.max(squares / FRAME_SAMPLES - mean * mean, 0);
  }

  /**
   * How well the last two frames repeat themselves at the pitch of a voice, 0 (noise) to 1 (a tone): the highest normalised
   * correlation of their newer part with an earlier one.
   */
  periodicity(): number {
    const pitch = this.#pitch;
    const length = PITCH_SAMPLES - MAX_LAG;
    const mean = pitch.reduce((total, value) => total + value, 0) / PITCH_SAMPLES;
    let own = 0;
    for (let index = MAX_LAG; index < PITCH_SAMPLES; index += 1)
      own += ((pitch[index] as number) - mean) ** 2;
    let best = 0;
    for (let lag = MIN_LAG; lag <= MAX_LAG; lag += 1) {
      let product = 0;
      let other = 0;
      for (let index = 0; index < length; index += 1) {
        const now = (pitch[MAX_LAG + index] as number) - mean;
        const before = (pitch[MAX_LAG + index - lag] as number) - mean;
        product += now * before;
        other += before * before;
      }
      const correlation = product / Math.sqrt(own * other || 1);
      if (correlation > best) best = correlation;
    }
    return best;
  }
}
