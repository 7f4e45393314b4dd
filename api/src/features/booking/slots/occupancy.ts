/** Bookings of one service in one hospital that take the same time; [start, end) in epoch milliseconds. */
export interface Taken {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** How many bookings of a service run at once: what a capacity limits. */
export class Occupancy {
  readonly #taken: readonly Taken[];
  readonly #longest: number;

  constructor(taken: readonly Taken[]) {
    this.#taken = taken.toSorted((a, b) => a.start - b.start);
    this.#longest = taken.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  }

  /** The most bookings that run at one instant of [start, end). One that ends when another begins is not beside it. */
  mostAtOnce(start: number, end: number): number {
    const changes: [at: number, by: number][] = [];
    for (let index = this.#firstFrom(start - this.#longest); index < this.#taken.length; index += 1) {
      const each = this.#taken[index] as Taken;
      if (each.start >= end) break;
      if (each.end <= start) continue;
      changes.push([Math.max(each.start, start), each.count], [each.end, -each.count]);
    }
    // At one instant the ends come first.
    changes.sort(([a, byA], [b, byB]) => a - b || byA - byB);
    let now = 0;
    let most = 0;
    for (const [, by] of changes) {
      now += by;
      most = Math.max(most, now);
    }
    return most;
  }

  /** The place of the first interval that begins at `start` or later. */
  #firstFrom(start: number): number {
    let low = 0;
    let high = this.#taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle] as Taken).start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
