/** What is kept before the first sound, so that a network that is uneven does not make gaps, seconds. */
const BUFFER = 0.15;
/** More than this waits only after a burst: then what is older is left out, so that one hears what is said now, seconds. */
const MAX_AHEAD = 1.5;

/** When a stretch of sound begins. */
export interface Turn {
  /** By the clock of what plays it, seconds. */
  readonly start: number;
  /** Everything that has not been played yet is left out. */
  readonly skips: boolean;
}

/** When the stretches of one speaker are played: one after another, a little late and never much later than they are said. */
export class Playout {
  #end = 0;

  /** @param now by the clock of what plays it, seconds. */
  next(now: number, seconds: number): Turn {
    const skips = this.ahead(now) + seconds > MAX_AHEAD;
    if (this.#end <= now || skips) this.#end = now + BUFFER;
    const start = this.#end;
    this.#end += seconds;
    return { start, skips };
  }

  /** How much waits to be played, seconds. */
  ahead(now: number): number {
    return Math.max(0, this.#end - now);
  }
}
