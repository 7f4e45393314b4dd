import { AsyncLocalStorage } from 'node:async_hooks';

/** One current value, and the values current around it. */
interface Frame {
  readonly local: WorkLocal<unknown>;
  readonly value: unknown;
  readonly outer: Frame | undefined;
}

/** The only AsyncLocalStorage of the service: each one adds a cost to every await. */
const storage = new AsyncLocalStorage<Frame | undefined>();

/**
 * A value that follows a piece of work through every call it makes: its context, its unit of work, its idempotency key.
 * Each layer of the kernel declares its own; they are stored as a list of two to four frames, the innermost first.
 */
export class WorkLocal<T> {
  /** The current value, or undefined outside {@link run}. */
  get(): T | undefined {
    for (let frame = storage.getStore(); frame !== undefined; frame = frame.outer) {
      if (frame.local === this) return frame.value as T | undefined;
    }
    return undefined;
  }

  /** Runs `work`, and everything it starts, with `value` as the current one. */
  run<R>(value: T | undefined, work: () => R): R {
    return storage.run({ local: this, value, outer: storage.getStore() }, work);
  }
}

/** Runs `work` with no current value of any kind: for work that a request starts but that is not part of it. */
export function outsideWork<R>(work: () => R): R {
  return storage.exit(work);
}
