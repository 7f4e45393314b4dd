/** A request that waits for its turn. */
export interface Waiter {
  /** Whether there is still time for an answer, asked when its turn comes. */
  inTime(now: number): boolean;
  start(): void;
  /** Its turn came too late. */
  expire(): void;
}

/** How many may wait, as a multiple of those that run: for rushes that the prediction of the wait has not seen yet. */
const QUEUE_PER_SLOT = 64;

/** Limits how many requests to another system run at once. The rest wait in the order of their arrival. */
export class Capacity {
  readonly #limit: number;
  #running = 0;
  #queue: Waiter[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Milliseconds until a new request would begin, where each takes `meanMs`. Infinite when the queue is full. */
  waitMs(meanMs: number): number {
    if (this.#running < this.#limit) return 0;
    if (this.#queue.length >= this.#limit * QUEUE_PER_SLOT) return Number.POSITIVE_INFINITY;
    return ((this.#queue.length + 1) * meanMs) / this.#limit;
  }

  /** Starts the waiter now or when its turn comes. @returns false when it cannot wait. */
  enter(waiter: Waiter): boolean {
    if (this.#running < this.#limit) {
      this.#running += 1;
      waiter.start();
      return true;
    }
    if (this.#queue.length >= this.#limit * QUEUE_PER_SLOT) return false;
    this.#queue.push(waiter);
    return true;
  }

  /** Removes one that no longer wants to wait. */
  withdraw(waiter: Waiter): void {
    this.#queue = this.#queue.filter((other) => other !== waiter);
  }

  /** One that was started has ended. */
  leave(now: number): void {
    this.#running -= 1;
    while (this.#running < this.#limit) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      if (next.inTime(now)) {
        this.#running += 1;
        next.start();
      } else {
        next.expire();
      }
    }
  }
}
