/** A token bucket: `burst` at once, `perSecond` sustained. */
export class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, now: () => number = performance.now.bind(performance)) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
    this.#tokens = burst;
    this.#filledAt = now();
  }

  /** Whether one more is allowed, or `cost` of them; if so it is counted. */
  take(cost = 1): boolean {
    this.#fill();
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** How long until `cost` would be allowed, milliseconds. */
  waitMs(cost: number): number {
    this.#fill();
    return (Math.max(0, Math.min(cost, this.#burst) - this.#tokens) / this.#perSecond) * 1_000;
  }

  #fill(): void {
    const at = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((at - this.#filledAt) / 1_000) * this.#perSecond);
    this.#filledAt = at;
  }
}

/** A message counts as at least so many bytes: the work that even the smallest one makes. */
const MIN_BYTES = 160;
/** The shortest pause that a sender is asked for, milliseconds. */
const MIN_PAUSE_MS = 250;

/**
 * The bytes that one connection may send. What follows a refused message is refused as well, until the time that was
 * given is over: it must not overtake the message that has to be sent again.
 */
export class ByteRate {
  readonly #bucket: Bucket;
  readonly #now: () => number;
  #closedUntil = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number, burst: number, now: () => number = performance.now.bind(performance)) {
    this.#bucket = new Bucket(perSecond, burst, now);
    this.#now = now;
  }

  /** @returns 0 where the message is allowed, else after how many milliseconds to send it again. */
  take(bytes: number): number {
    const cost = Math.max(bytes, MIN_BYTES);
    const at = this.#now();
    if (at < this.#closedUntil) return Math.ceil(this.#closedUntil - at);
    if (this.#bucket.take(cost)) return 0;
    const pauseMs = Math.ceil(Math.max(this.#bucket.waitMs(cost), MIN_PAUSE_MS));
    this.#closedUntil = at + pauseMs;
    return pauseMs;
  }
}
