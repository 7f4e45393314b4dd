/**
 * The service's clock, as far as its replies tell it. The clock of a device may be days off: whatever chooses dates or
 * compares with a time of the service asks here, never the device.
 */
export class ServiceClock {
  /** Milliseconds between the page's steady clock and the service's; null until a reply had a `Date`. */
  #ahead: number | null = null;

  /**
   * Learns from the `Date` of a reply. The latest estimate counts: a reply is older than its `Date` by the time it took,
   * one out of a cache by more, and the steady clock stands still while some devices sleep; none of them is ever too new.
   */
  learn(headers: Headers): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(date)) return;
    this.#ahead = Math.max(date - performance.now(), this.#ahead ?? Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds since 1970, within about a second of the service; by the device until the first reply. */
  now(): number {
    return this.#ahead === null ? Date.now() : this.#ahead + performance.now();
  }
}
