import { type Failure, failureOf } from '../../src/domain/failure.ts';

/** Until what could not be read is read again, where the service names no time. */
const RETRY_MS = 3_000;

/**
 * Reads what a source shows: one reading at a time, one more for what was asked for meanwhile, and another after one that
 * failed.
 */
export class Reader {
  /** Why the last reading failed; null once one worked. */
  failure: Failure | null = null;
  readonly #read: () => Promise<void>;
  readonly #changed: () => void;
  #reading: Promise<void> | null = null;
  #again = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param changed called after each reading, also one that failed; not once it is closed. */
  constructor(read: () => Promise<void>, changed: () => void) {
    this.#read = read;
    this.#changed = changed;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Never rejects: `failure` says when it did not work. */
  refresh(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    clearTimeout(this.#retryTimer);
    this.#reading = this.#once().finally(() => {
      this.#reading = null;
      if (!this.#again || this.#closed) return;
      this.#again = false;
      void this.refresh();
    });
    return this.#reading;
  }

  /** Something of it could not be read: all of it is read again later. */
  failed(thrown: unknown): void {
    if (this.#closed) return;
    this.failure = failureOf(thrown);
    const { retryAfter } = this.failure;
    clearTimeout(this.#retryTimer);
    const wait = retryAfter === null ? RETRY_MS : retryAfter * 1_000;
    this.#retryTimer = setTimeout(() => void this.refresh(), wait);
    this.#changed();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
  }

  async #once(): Promise<void> {
    try {
      await this.#read();
    } catch (thrown) {
      this.failed(thrown);
      return;
    }
    if (this.#closed) return;
    this.failure = null;
    this.#changed();
  }
}
