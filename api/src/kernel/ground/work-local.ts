import { AsyncLocalStorage } from 'node:async_hooks';

/** One value in force, and what was in force around it. */
interface Frame {
  readonly local: WorkLocal<unknown>;
  readonly value: unknown;
  readonly outer: Frame | undefined;
}

/** The only AsyncLocalStorage of the service: each one costs something at every await. */
const storage = new AsyncLocalStorage<Frame | undefined>();

/**
 * A value that follows a piece of work through every call it makes: its context, its unit of work, its idempotency key.
 * Each layer of the kernel declares its own; they are kept as a list of two to four frames, the innermost first.
 */
export class WorkLocal<T> {
  /** The value in force here, or undefined outside {@link run}. */
  get(): T | undefined {
    for (let frame = storage.getStore(); frame !== undefined; frame = frame.outer) {
      if (frame.local === this) return frame.value as T | undefined;
    }
    return undefined;
  }

  /** Runs `work`, and all it starts, with `value` in force. */
  run<R>(value: T | undefined, work: () => R): R {
    return storage.run({ local: this, value, outer: storage.getStore() }, work);
  }
}

/** Runs `work` with no value of any kind in force: for what a request starts and is no part of. */
export function outsideWork<R>(work: () => R): R {
  return storage.exit(work);
}
