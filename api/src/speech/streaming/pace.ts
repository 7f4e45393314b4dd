/** The shortest pause between two requests of one stream, milliseconds: there is a word about every 350 ms. */
const MIN_STEP_MS = 400;
const MAX_STEP_MS = 3_000;
/**
 * Growing windows that one process asks for a second: where more speak at once, each is heard again less often. Every
 * hearing costs the process and the engine the same, however little is new in it. 200 speakers are heard every 500 ms,
 * which puts words off by a tenth of a second or two.
 */
const MAX_REQUESTS_PER_SECOND = 400;
/** With an engine slower than this, agreement (which hears everything again and again) is given up, milliseconds. */
const MAX_AGREEMENT_MS = 1_200;
/** ... and taken up again below this: two limits, so that a stream does not swing between the modes. */
const MIN_PAUSES_MS = 700;
/** The engine is behind when it is busy with a stream for more than this part of the time. */
const MAX_LOAD = 0.9;
/** Weight of the newest observation in the running means. */
const NEWEST = 0.3;
/** The longest window, milliseconds. Whisper hears 30 s at once. */
const MAX_WINDOW_MS = 15_000;
const SHORT_WINDOW_MS = 8_000;

/**
 * How often a stream asks its engine, by how fast the engine lately was. `agreement`: the window grows and is heard again
 * every step, and words are committed when two hearings agree. `pauses`: each utterance is heard once, when it ends.
 */
export class Pace {
  #elapsedMs: number | null = null;
  #load = 0;
  #mode: 'agreement' | 'pauses' = 'agreement';

  get mode(): 'agreement' | 'pauses' {
    return this.#mode;
  }

  /** New audio, milliseconds, that a further request must bring. @param speakers of this process, at the moment. */
  stepMs(speakers: number): number {
    const shareMs = (speakers * 1_000) / MAX_REQUESTS_PER_SECOND;
    return Math.min(Math.max(this.#elapsedMs ?? 0, shareMs, MIN_STEP_MS), MAX_STEP_MS);
  }

  /** After this the window is cut although nobody paused. */
  get maxWindowMs(): number {
    return (this.#elapsedMs ?? 0) > MAX_AGREEMENT_MS ? SHORT_WINDOW_MS : MAX_WINDOW_MS;
  }

  /** Whether the engine cannot keep up even with one hearing of each utterance. */
  get behind(): boolean {
    return this.#mode === 'pauses' && this.#load > MAX_LOAD;
  }

  /**
   * A request took `elapsedMs`, waiting in the queue included, and was about `newAudioMs` that no earlier final request
   * covered.
   */
  observe(elapsedMs: number, newAudioMs: number): void {
    this.#elapsedMs = mean(this.#elapsedMs, elapsedMs);
    this.#load = mean(this.#load, elapsedMs / Math.max(newAudioMs, 1));
    if (this.#mode === 'agreement' && this.#elapsedMs > MAX_AGREEMENT_MS) {
      this.#mode = 'pauses';
      this.#load = 0;
    } else if (this.#mode === 'pauses' && this.#elapsedMs < MIN_PAUSES_MS) this.#mode = 'agreement';
  }
}

function mean(before: number | null, now: number): number {
  return before === null ? now : before + NEWEST * (now - before);
}
