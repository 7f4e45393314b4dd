import type { UnsentWords } from '../../domain/call.ts';
import { failureOf } from '../../domain/failure.ts';
import { randomKey } from '../../domain/random-key.ts';

/** Seconds between tries. */
const RETRY_SECONDS = [1, 2, 4, 8] as const;

/**
 * What the caller typed, until the desk has it: in order, each once, tried for as long as the call is open. A person who
 * cannot be heard must not have to type again because the network was gone.
 */
export class Outbox {
  waiting: readonly UnsentWords[] = [];
  readonly #ready: () => boolean;
  readonly #send: (words: UnsentWords) => Promise<void>;
  readonly #changed: (failure: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #tries = 0;

  /** @param ready whether the call has begun: until then words wait. @param send gives one to the service. @param changed called after each change, with why one could not be sent. */
  constructor(
    ready: () => boolean,
    send: (words: UnsentWords) => Promise<void>,
    changed: (failure: unknown) => void,
  ) {
    this.#ready = ready;
    this.#send = send;
    this.#changed = changed;
  }

  add(text: string): void {
    this.waiting = [...this.waiting, { key: randomKey(), text }];
    this.#changed(null);
    void this.flush();
  }

  /** Sends what waits, now. */
  async flush(): Promise<void> {
    if (this.#busy || !this.#ready()) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    try {
      for (let [next] = this.waiting; next; [next] = this.waiting) {
        await this.#send(next);
        this.#tries = 0;
        this.waiting = this.waiting.slice(1);
        this.#changed(null);
      }
    } catch (thrown) {
      this.#refused(thrown);
    } finally {
      this.#busy = false;
    }
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.waiting = [];
    this.#tries = 0;
  }

  /** What is tried again later stays; what the service will never take goes, and the caller reads why. */
  #refused(thrown: unknown): void {
    const { kind, status, retryAfter } = failureOf(thrown);
    const final = kind === 'problem' && status >= 400 && status < 500 && status !== 401 && status !== 429;
    if (final) {
      this.waiting = this.waiting.slice(1);
    } else {
      const seconds = RETRY_SECONDS[Math.min(this.#tries++, RETRY_SECONDS.length - 1)] as number;
      this.#timer = setTimeout(() => void this.flush(), (retryAfter ?? seconds) * 1000);
    }
    this.#changed(thrown);
  }
}
