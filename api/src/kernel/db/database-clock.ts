import type { Knex } from 'knex';
import type { Clock } from '../ground/clock.ts';

/** How often the clocks are compared, milliseconds. A clock that drifts by 500 ppm is off by 15 ms then. */
const EVERY_MS = 30_000;

/**
 * The time of the database, which all processes share: the clock of this process plus its measured offset. Times that
 * one process writes and another compares (expiries, leases, grace periods) are read from here, so that machines whose
 * clocks differ agree on what has expired.
 */
export class DatabaseClock {
  readonly #knex: Knex;
  readonly #own: Clock;
  #offset = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param own the clock of this process; another one only in tests. */
  constructor(knex: Knex, own: Clock = () => new Date()) {
    this.#knex = knex;
    this.#own = own;
  }

  /** The time in the database, as far as it is known. */
  readonly now: Clock = () => new Date(this.#own().getTime() + this.#offset);

  /** Milliseconds to add to the process's time to get the database's. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * Compares the clocks. The answer was read at some time between question and reply: while the present offset is
   * consistent with that, it is kept, so that time does not jitter with the load.
   */
  async compare(): Promise<void> {
    const asked = this.#own().getTime();
    const { rows } = await this.#knex.raw<{ rows: [{ at: Date }] }>('select clock_timestamp() as at');
    const replied = this.#own().getTime();
    const at = rows[0].at.getTime();
    // A timestamp is read to the millisecond on both sides.
    const explained = at >= asked + this.#offset - 1 && at <= replied + this.#offset + 1;
    if (!explained) this.#offset = at - (asked + replied) / 2;
  }

  /** Compares now and twice a minute. @throws when the database cannot be reached. */
  async start(): Promise<void> {
    await this.compare();
    // The next comparison corrects one that failed.
    this.#timer = setInterval(() => void this.compare().catch(() => undefined), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
