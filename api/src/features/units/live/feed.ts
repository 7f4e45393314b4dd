import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { BOOKINGS } from '../../booking/index.ts';
import type { UnitView } from '../reading/view.ts';
import { unitChange } from '../wire.ts';
import { roomOf } from './sockets.ts';

/** Milliseconds between two messages about a unit. */
const INTERVAL_MS = 1_000;
/** Milliseconds to the next attempt after a failed one. */
const RETRY_MS = 5_000;

interface FeedDeps {
  /** The units among these people, and when they were read. */
  read(staffIds: readonly string[]): Promise<{ readonly units: readonly UnitView[]; readonly at: Date }>;
  readonly realtime: Realtime;
  readonly log: WorkLog;
  readonly time: Time;
}

/**
 * Publishes units as they are after they moved or changed: at once after a pause, else collected for a second and read
 * together, so that 500 units that report every few seconds are a few queries a second.
 */
export class UnitFeed {
  readonly #deps: FeedDeps;
  #changed = new Set<string>();
  #publishedAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  /** Staff who are no units are ignored. */
  changed(staffIds: readonly string[]): void {
    for (const id of staffIds) this.#changed.add(id);
    this.#plan(this.#publishedAt + INTERVAL_MS);
  }

  /** Publishes no more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  #plan(at: number): void {
    if (this.#stopped || this.#cancel !== null || this.#running !== null || this.#changed.size === 0) return;
    const { time } = this.#deps;
    this.#cancel = time.after(Math.max(0, at - time.now()), () => {
      this.#cancel = null;
      this.#running = this.#publish().then((next) => {
        this.#running = null;
        this.#plan(next);
      });
    });
  }

  /** @returns when the next messages may be sent. */
  async #publish(): Promise<number> {
    const { read, realtime, log, time } = this.#deps;
    const ids = [...this.#changed];
    this.#changed.clear();
    this.#publishedAt = time.now();
    try {
      const { units, at } = await read(ids);
      for (const unit of units) {
        realtime.publish(BOOKINGS, [roomOf(unit.person.hospitalId)], 'unitChanged', unitChange(unit, at));
      }
      return this.#publishedAt + INTERVAL_MS;
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      log.warn({ failure: describeFailure(error) }, 'the positions of units were not published');
      return time.now() + RETRY_MS;
    }
  }
}
