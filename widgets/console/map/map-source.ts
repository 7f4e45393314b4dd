import type { PositionChange } from '@kiwimesh/sdk';
import { type Failure, failureOf } from '../../src/domain/failure.ts';
import type { Booking, Community } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import type { BookingRoute } from '../domain/wire.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';

const PAGE = 200;
/** More open bookings than these are not on the map. */
const MOST = 500;
const RETRY_MS = 3_000;
/** Milliseconds between two listings, however often something changes. */
const EVERY_MS = 2_000;
const OPEN: Booking['state'][] = ['requested', 'assigned', 'en_route', 'in_service'];

/** The open bookings of the desk and the communities it serves, for the map. Fires `change`. */
export class MapRecords extends Source {
  bookings: ReadonlyMap<string, Booking> = new Map();
  communities: readonly Community[] = [];
  loaded = false;
  failure: Failure | null = null;
  readonly #session: ConsoleSession;
  readonly #hospitals: readonly string[];
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = 0;
  #reading = false;
  #wanted = false;
  #closed = false;

  constructor(session: ConsoleSession) {
    super();
    this.#session = session;
    this.#hospitals = session.desk === PLATFORM ? session.hospitals.map(({ id }) => id) : [session.desk];
  }

  open(): void {
    const live = this.#session.live();
    this.#stops = this.#hospitals.map((hospitalId) =>
      live.board(
        { hospitalId },
        {
          onBooking: () => this.#want(),
          onPosition: (position) => this.#moved(position),
          onConnection: (up) => {
            if (up) this.#want();
          },
        },
      ),
    );
    this.#want();
    void this.#findCommunities();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** The way of the assignee to the booking; null where none is under way. @throws ProblemError, NetworkError */
  async routeOf(bookingId: string): Promise<BookingRoute> {
    return this.#session.kiwi.get('/v1/bookings/{bookingId}/route', { path: { bookingId } });
  }

  #want(): void {
    this.#wanted = true;
    if (this.#reading || this.#timer !== undefined || this.#closed) return;
    const wait = Math.max(0, this.#readAt + EVERY_MS - performance.now());
    this.#timer = setTimeout(() => void this.#read(), this.#readAt === 0 ? 0 : wait);
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    this.#reading = true;
    this.#wanted = false;
    this.#readAt = performance.now();
    try {
      const bookings = new Map<string, Booking>();
      for await (const booking of this.#list()) {
        bookings.set(booking.id, booking);
        if (bookings.size === MOST) break;
      }
      if (this.#closed) return;
      this.bookings = bookings;
      this.loaded = true;
      this.failure = null;
    } catch (thrown) {
      if (this.#closed) return;
      this.failure = failureOf(thrown);
      this.#wanted = true;
      this.#readAt = performance.now() + RETRY_MS;
    } finally {
      this.#reading = false;
    }
    if (this.#wanted) this.#want();
    this.changed();
  }

  #list(): AsyncIterable<Booking> {
    const { kiwi, desk } = this.#session;
    const of = desk === PLATFORM ? {} : { hospitalId: desk };
    return kiwi.pages('/v1/bookings', { query: { ...of, state: OPEN, sort: 'dispatch', limit: PAGE } });
  }

  /** The place of the assignee is that of the unit, which is followed by itself; the booking keeps it for its way. */
  #moved({ bookingId, latitude, longitude, recordedAt }: PositionChange): void {
    const known = this.bookings.get(bookingId);
    if (known === undefined) return;
    const position = { latitude, longitude, recordedAt };
    this.bookings = new Map(this.bookings).set(bookingId, { ...known, position });
    this.changed();
  }

  async #findCommunities(): Promise<void> {
    const { kiwi, desk } = this.#session;
    const of = desk === PLATFORM ? {} : { hospitalId: desk };
    const page = await kiwi.get('/v1/communities', { query: { ...of, limit: PAGE } }).catch(() => null);
    if (page === null || this.#closed) return;
    this.communities = page.data;
    this.changed();
  }
}
