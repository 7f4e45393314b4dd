/** Bookings of one service in one hospital with the same start and end; [start, end) in epoch milliseconds. */
export interface BookedInterval {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** How many bookings of a service run at the same time, which the capacity limits. */
export class Occupancy {
  readonly #intervals: readonly BookedInterval[];
  readonly #longest: number;

  constructor(intervals: readonly BookedInterval[]) {
    this.#intervals = intervals.toSorted((a, b) => a.start - b.start);
    this.#longest = intervals.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);
  }

  /** The most bookings at any instant of [start, end). A booking that ends when another starts does not overlap it. */
  peak(start: number, end: number): number {
    const changes: [at: number, by: number][] = [];
    for (let index = this.#firstFrom(start - this.#longest); index < this.#intervals.length; index += 1) {
      const interval = this.#intervals[index] as BookedInterval;
      if (interval.start >= end) break;
      if (interval.end <= start) continue;
      changes.push([Math.max(interval.start, start), interval.count], [interval.end, -interval.count]);
    }
    // At the same instant, ends come before starts.
    changes.sort(([a, byA], [b, byB]) => a - b || byA - byB);
    let current = 0;
    let peak = 0;
    for (const [, by] of changes) {
      current += by;
      peak = Math.max(peak, current);
    }
    return peak;
  }

  /** The index of the first interval that starts at `start` or later. */
  #firstFrom(start: number): number {
    let low = 0;
    let high = this.#intervals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#intervals[middle] as BookedInterval).start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
