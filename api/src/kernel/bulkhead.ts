export interface BulkheadOptions {
  /** How many may wait; more are refused. Default: any number. */
  readonly waiting?: number;
  /** What is thrown at whom is refused. */
  readonly refusal?: () => Error;
}

/**
 * Lets at most so many pieces of work run at once; the rest wait in order. Keeps a rush on one thing from taking every
 * database connection or thread of the process: who waits here holds none, and does not run into the pool's time limit.
 */
export class Bulkhead {
  readonly #limit: number;
  readonly #most: number;
  readonly #refusal: () => Error;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    limit: number,
    { waiting = Number.POSITIVE_INFINITY, refusal = () => new Error('too many wait') }: BulkheadOptions = {},
  ) {
    this.#limit = limit;
    this.#most = waiting;
    this.#refusal = refusal;
  }

  /** Runs `work` when its turn comes. @throws the refusal when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody slips in before those who wait.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#most) throw this.#refusal();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
