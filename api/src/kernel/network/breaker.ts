/** So many failures in a row open the breaker. */
const MAX_FAILURES = 3;
/** How long it stays open at first; each failed probe doubles it. */
const OPEN_MS = 1_000;
const MAX_OPEN_MS = 30_000;
/** How long it stays open for what only an operator can correct: credential, quota, a model it does not have. */
const OPERATOR_MS = 60_000;
/** One that asks for a longer pause than this is tried again all the same. */
const MAX_RETRY_AFTER_MS = 3_600_000;

export type BreakerState = 'closed' | 'open' | 'half_open';

/**
 * Stops asking another system that fails, and tries it again with one request at a time (the probe).
 *
 *     closed --3 failures in a row, or Retry-After--> open --time is over--> half open --probe answered--> closed
 *                                                       ^------------------- probe failed, twice the time
 */
export class Breaker {
  #failures = 0;
  #openMs = OPEN_MS;
  /** While not null: when the next probe may be sent. */
  #until: number | null = null;
  #probing = false;

  state(now: number): BreakerState {
    if (this.#until === null) return 'closed';
    return now >= this.#until ? 'half_open' : 'open';
  }

  /** Whether a request may be sent now. */
  allows(now: number): boolean {
    return this.#until === null || (now >= this.#until && !this.#probing);
  }

  /** When a request may be sent again. */
  allowsAt(now: number): number {
    return this.#until === null ? now : Math.max(this.#until, now);
  }

  /** Asks to send a request. What is granted must end with `succeed`, `fail` or `abandon`. */
  enter(now: number): boolean {
    if (!this.allows(now)) return false;
    if (this.#until !== null) this.#probing = true;
    return true;
  }

  /** It answered, rightly or not. An answer to what was sent before the breaker opened ends no pause. */
  succeed(): void {
    if (this.#until !== null && !this.#probing) return;
    this.#failures = 0;
    this.#openMs = OPEN_MS;
    this.#until = null;
    this.#probing = false;
  }

  fail(now: number, failure: { readonly retryable: boolean; readonly retryAfterMs: number | null }): void {
    this.#failures += 1;
    const pause = failure.retryable ? (failure.retryAfterMs ?? 0) : OPERATOR_MS;
    const probeFailed = this.#probing;
    this.#probing = false;
    if (this.#until !== null && !probeFailed) {
      // Sent before the breaker opened: says nothing new, except a longer pause.
      this.#until = Math.max(this.#until, now + Math.min(pause, MAX_RETRY_AFTER_MS));
      return;
    }
    if (probeFailed) this.#openMs = Math.min(this.#openMs * 2, MAX_OPEN_MS);
    if (probeFailed || pause > 0 || this.#failures >= MAX_FAILURES) {
      const ownMs = probeFailed || this.#failures >= MAX_FAILURES ? this.#openMs : 0;
      this.#until = now + Math.max(ownMs, Math.min(pause, MAX_RETRY_AFTER_MS));
    }
  }

  /** The request ended without a verdict, as when another was first. */
  abandon(): void {
    this.#probing = false;
  }
}
