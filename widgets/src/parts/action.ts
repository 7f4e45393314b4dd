import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Failure, failureOf } from '../domain/failure.ts';
import { KiwiErrorEvent } from '../events/index.ts';

/**
 * One thing a person asked for: at most one run at a time, whether it runs, and why it failed. A failure is shown by
 * the screen and told to the page as `kiwi-error`.
 */
export class Action implements ReactiveController {
  busy = false;
  failure: Failure | null = null;
  /** From when trying again makes sense, on the page's steady clock, when the API said so. */
  waitUntil = 0;
  readonly #host: ReactiveControllerHost & EventTarget;
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.#tick);
  }

  /** Resolves to what `work` gave, or undefined when it failed or another run is under way. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy || this.waiting > 0) return undefined;
    this.busy = true;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return undefined;
      this.failure = failureOf(thrown);
      if (this.failure.retryAfter) this.#wait(this.failure.retryAfter);
      this.#host.dispatchEvent(new KiwiErrorEvent(this.failure));
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  clear(): void {
    this.failure = null;
    this.#host.requestUpdate();
  }

  /** Seconds until trying again makes sense. */
  get waiting(): number {
    return Math.max(0, Math.ceil((this.waitUntil - performance.now()) / 1000));
  }

  #wait(seconds: number): void {
    this.waitUntil = performance.now() + seconds * 1000;
    clearInterval(this.#tick);
    this.#tick = setInterval(() => {
      if (this.waiting === 0) {
        clearInterval(this.#tick);
        this.failure = null;
      }
      this.#host.requestUpdate();
    }, 1000);
  }
}
