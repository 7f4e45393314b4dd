import { availableParallelism } from 'node:os';
import { Problem } from '../../kernel/problem.ts';

/** How many threads libuv has for hashing, look-ups of names and files together, unless the environment says otherwise. */
const LIBUV_THREADS = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
/** About six seconds of hashing on two cores: whoever came later would have given up before the answer. */
const MOST_WAITING = 1_000;
/** Seconds until a try makes sense again. */
const RETRY_AFTER = '5';

export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Password hashes of this process, a few at a time: each takes 13 ms of a thread and 19 MiB. Unbounded, a rush of
 * sign-ins fills every thread of libuv, and connections to Postgres, whose names are looked up there, wait behind it.
 * One thread is always left to others.
 */
export class HashingQueue {
  readonly #limits: QueueLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: Partial<QueueLimits> = {}) {
    const running = Math.max(1, Math.min(availableParallelism(), LIBUV_THREADS - 1));
    this.#limits = { running, waiting: MOST_WAITING, ...limits };
  }

  /** Runs `work` when its turn comes. @throws Problem `overloaded` when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.running) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#limits.waiting) {
      throw new Problem('overloaded', {
        detail: 'Too many people are signing in at this moment. Try again in a few seconds.',
        headers: { 'retry-after': RETRY_AFTER },
      });
    }
    // Whoever ends hands its place on: the number of running ones stays as it is.
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
