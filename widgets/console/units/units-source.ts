import type { UnitChange } from '@kiwimesh/sdk';
import { type Failure, ifThere } from '../../src/domain/failure.ts';
import { Source } from '../../src/sources/source.ts';
import type { Unit } from '../domain/wire.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import { Reader } from '../sources/reader.ts';

const PAGE = 200;
/** Milliseconds for which changes are gathered: hundreds of units that move are a few pictures a second. */
const GATHER_MS = 100;
const ALL = ['available', 'assigned', 'en_route', 'on_scene', 'out_of_service', 'off_duty'] as const;

/**
 * The units of the desk that is shown: all are listed when the live connection opens, also after an interruption, and changes
 * of each are applied in the order in which the service read them. Fires `change`.
 */
export class Units extends Source {
  all: ReadonlyMap<string, Unit> = new Map();
  loaded = false;
  /** Whether changes arrive; null before the first connection. */
  up: boolean | null = null;
  readonly #session: ConsoleSession;
  readonly #hospitals: readonly string[];
  readonly #offDuty: boolean;
  readonly #appliedAt = new Map<string, string>();
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reader = new Reader(
    () => this.#read(),
    () => this.changed(),
  );

  /** @param offDuty whether those who are off duty are shown as well. */
  constructor(session: ConsoleSession, offDuty = false) {
    super();
    this.#session = session;
    this.#offDuty = offDuty;
    this.#hospitals = session.desk === PLATFORM ? session.hospitals.map(({ id }) => id) : [session.desk];
  }

  /** Why they could not be listed the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  open(): void {
    const live = this.#session.live();
    this.#stops = this.#hospitals.map((hospitalId) =>
      live.units(hospitalId, {
        onUnit: (change) => this.#apply(change),
        onConnection: (up) => {
          this.up = up;
          if (up) void this.refresh();
          else this.changed();
        },
      }),
    );
    void this.refresh();
  }

  close(): void {
    this.#reader.close();
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Lists all of them again. */
  refresh(): Promise<void> {
    return this.#reader.refresh();
  }

  /** Shows a unit as it is after something was done with it. */
  show(unit: Unit): void {
    const known = this.all.get(unit.id);
    if (known !== undefined && known.version > unit.version) return;
    this.#put(unit);
    this.changed();
  }

  #put(unit: Unit): void {
    const all = new Map(this.all);
    if (unit.state === 'off_duty' && !this.#offDuty) all.delete(unit.id);
    else all.set(unit.id, unit);
    this.all = all;
  }

  #apply(change: UnitChange): void {
    const { unitId, at } = change;
    // Messages of several processes of the service may overtake each other.
    if (at <= (this.#appliedAt.get(unitId) ?? '')) return;
    this.#appliedAt.set(unitId, at);
    const known = this.all.get(unitId);
    // A change has no name and no reason of being out of service.
    if (known === undefined || known.version !== change.version) void this.#fetch(unitId);
    if (known === undefined) return;
    const { state, onDuty, position, currentBookingId, nextBookingId, nextBookingAt, unseenMessages } =
      change;
    const work = { state, onDuty, position, currentBookingId, nextBookingId, nextBookingAt };
    this.#put({ ...known, ...work, unseenMessages });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.changed();
    }, GATHER_MS);
  }

  async #fetch(unitId: string): Promise<void> {
    try {
      const asked = this.#session.kiwi.get('/v1/units/{unitId}', { path: { unitId } });
      const unit = await ifThere(asked);
      if (unit !== null && !this.#reader.closed) this.show(unit);
    } catch (thrown) {
      this.#reader.failed(thrown);
    }
  }

  async #read(): Promise<void> {
    const { kiwi, desk } = this.#session;
    const of = desk === PLATFORM ? {} : { hospitalId: desk };
    const state = this.#offDuty ? { state: [...ALL] } : {};
    const all = new Map<string, Unit>();
    for await (const unit of kiwi.pages('/v1/units', { query: { ...of, ...state, limit: PAGE } }))
      all.set(unit.id, unit);
    if (this.#reader.closed) return;
    this.all = all;
    this.loaded = true;
  }
}
