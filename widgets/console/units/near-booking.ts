import { type Failure, ifThere } from '../../src/domain/failure.ts';
import type { Booking } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import { Reader } from '../sources/reader.ts';
import type { Way } from './unit-order.ts';

/** Open bookings whose units one looks for, the most urgent first. */
const BOOKINGS = 50;
/** As many as the service orders by their way. */
const MOST = 25;
/** Milliseconds: units move, and bookings come and go. */
const AGAIN_EVERY_MS = 30_000;

/** The open bookings of a desk that have a place, and the ways of its units to one of them. Fires `change`. */
export class NearBooking extends Source {
  bookings: readonly Booking[] = [];
  /** By the id of the unit; empty where no booking is chosen. */
  ways: ReadonlyMap<string, Way> = new Map();
  /** Whether the ways are estimated from the straight line. */
  estimated = false;
  readonly #session: ConsoleSession;
  #chosen: string | null = null;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #reader = new Reader(
    () => this.#read(),
    () => this.changed(),
  );

  constructor(session: ConsoleSession, bookingId: string | null) {
    super();
    this.#session = session;
    this.#chosen = bookingId;
    this.#timer = setInterval(() => void this.#reader.refresh(), AGAIN_EVERY_MS);
    void this.#reader.refresh();
  }

  /** Why they could not be read the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  choose(bookingId: string | null): void {
    if (bookingId === this.#chosen) return;
    this.#chosen = bookingId;
    this.ways = new Map();
    void this.#reader.refresh();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#reader.close();
  }

  async #read(): Promise<void> {
    await Promise.all([this.#readBookings(), this.#readWays(this.#chosen)]);
  }

  async #readBookings(): Promise<void> {
    const { kiwi, desk } = this.#session;
    const of = desk === PLATFORM ? {} : { hospitalId: desk };
    const state: Booking['state'][] = ['requested', 'assigned', 'en_route', 'in_service'];
    const query = { ...of, state, sort: 'dispatch', limit: BOOKINGS } as const;
    const { data } = await kiwi.get('/v1/bookings', { query });
    const open = data.filter(({ location }) => location !== null);
    const bookingId = this.#chosen;
    if (bookingId === null || open.some(({ id }) => id === bookingId)) {
      this.bookings = open;
      return;
    }
    // A link may name one that is not among the first.
    const linked = await ifThere(kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } }));
    this.bookings = linked === null ? open : [linked, ...open];
  }

  async #readWays(bookingId: string | null): Promise<void> {
    if (bookingId === null) return;
    const body = { bookingId, available: false, limit: MOST };
    // Those that were found before stay: the ages of the positions say how old they are.
    const found = await this.#session.kiwi.post('/v1/units/nearest', { body }).catch(() => null);
    if (found === null || bookingId !== this.#chosen) return;
    this.ways = new Map(found.data.map((unit) => [unit.id, unit]));
    this.estimated = found.source === 'estimate';
    this.changed();
  }
}
