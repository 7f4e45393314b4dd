import { outsideContext } from './context.ts';
import type { WorkLog } from './failure.ts';

export interface OutagesOptions {
  /** A repeated outage is logged once per this interval, milliseconds. Default 30 000. */
  readonly everyMs?: number;
}

interface Repeated {
  readonly log: () => void;
  count: number;
  timer: NodeJS.Timeout;
}

/**
 * Logs failures that repeat while a dependency of the process is down: the first at once, and while identical ones
 * follow, one line per interval that counts them (`repeated`). A minute without the database is three lines, not
 * thousands.
 */
export class Outages {
  readonly #log: WorkLog;
  readonly #everyMs: number;
  readonly #repeated = new Map<string, Repeated>();

  constructor(log: WorkLog, { everyMs = 30_000 }: OutagesOptions = {}) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** @param cause what makes it the same outage, beside the message: a code of a small set, never an id. */
  report(level: 'warn' | 'error', cause: string, fields: object, message: string): void {
    const key = `${level} ${message} ${cause}`;
    const known = this.#repeated.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    this.#log[level](fields, message);
    const repeated: Repeated = {
      count: 0,
      log: () =>
        this.#log[level](
          { ...fields, repeated: repeated.count, seconds: Math.round(this.#everyMs / 1_000) },
          message,
        ),
      timer: this.#after(() => this.#elapsed(key)),
    };
    this.#repeated.set(key, repeated);
  }

  #elapsed(key: string): void {
    const repeated = this.#repeated.get(key);
    if (repeated === undefined) return;
    if (repeated.count === 0) {
      this.#repeated.delete(key);
      return;
    }
    repeated.log();
    repeated.count = 0;
    repeated.timer = this.#after(() => this.#elapsed(key));
  }

  /** Outside the request that met the outage first: the count covers many requests. */
  #after(work: () => void): NodeJS.Timeout {
    return outsideContext(() => setTimeout(work, this.#everyMs)).unref();
  }
}
