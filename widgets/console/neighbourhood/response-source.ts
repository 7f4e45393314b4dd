import { type Failure, ifThere } from '../../src/domain/failure.ts';
import type { Booking } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import type { NeighbourhoodResponse } from '../domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { Reader } from '../sources/reader.ts';

/** While volunteers are chosen, which takes a second or two and is announced by no change of a booking, milliseconds. */
const PLANNING_MS = 1_500;

/**
 * How the neighbourhood responds beside one booking. Read again with each change of the booking and of those of its legs, and
 * with each position of a volunteer on the way.
 */
export class ResponseSource extends Source {
  readonly bookingId: string;
  booking: Booking | null = null;
  /** Null where nobody was asked. */
  response: NeighbourhoodResponse | null = null;
  loaded = false;
  readonly #session: ConsoleSession;
  readonly #stops = new Map<string, () => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reader = new Reader(
    () => this.#read(),
    () => this.changed(),
  );

  constructor(session: ConsoleSession, bookingId: string) {
    super();
    this.#session = session;
    this.bookingId = bookingId;
  }

  /** Why it could not be read the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  /** Whether neighbours can be asked to go there now: the service types say which bookings they accompany. */
  get canBegin(): boolean {
    const { booking, response } = this;
    if (booking === null || !this.loaded) return false;
    if (response !== null && response.endReason !== 'stood_down') return false;
    const service = this.#session.services.find(({ id }) => id === booking.serviceType);
    if (service === undefined || service.accompaniedBy.length === 0) return false;
    return booking.state !== 'completed' && booking.state !== 'cancelled';
  }

  open(): void {
    this.#follow(this.bookingId, (booking) => {
      this.booking = booking;
    });
    void this.#reader.refresh();
  }

  close(): void {
    this.#reader.close();
    clearTimeout(this.#timer);
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  /** @throws ProblemError, NetworkError */
  async begin(accessHint: string): Promise<void> {
    const body = accessHint === '' ? {} : { accessHint };
    const path = { bookingId: this.bookingId };
    this.#show(
      await this.#session.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response', { path, body }),
    );
  }

  /** @throws ProblemError, NetworkError */
  async standDown(reason: string): Promise<void> {
    const path = { bookingId: this.bookingId };
    const body = { reason };
    this.#show(
      await this.#session.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response/end', { path, body }),
    );
  }

  async #read(): Promise<void> {
    const path = { bookingId: this.bookingId };
    const response = await ifThere(
      this.#session.kiwi.get('/v1/bookings/{bookingId}/neighbourhood-response', { path }),
    );
    if (!this.#reader.closed) this.#show(response);
  }

  #show(response: NeighbourhoodResponse | null): void {
    this.loaded = true;
    this.response = response;
    const legs = response?.state === 'active' ? response.legs.map(({ bookingId }) => bookingId) : [];
    for (const id of legs) this.#follow(id);
    for (const [id, stop] of this.#stops) {
      if (id === this.bookingId || legs.includes(id)) continue;
      stop();
      this.#stops.delete(id);
    }
    clearTimeout(this.#timer);
    if (response?.state === 'planning')
      this.#timer = setTimeout(() => void this.#reader.refresh(), PLANNING_MS);
    this.changed();
  }

  #follow(bookingId: string, onBooking: (booking: Booking) => void = () => {}): void {
    if (this.#stops.has(bookingId)) return;
    const stop = this.#session.live().booking(bookingId, {
      onBooking: (booking) => {
        onBooking(booking);
        void this.#reader.refresh();
      },
      onPosition: () => void this.#reader.refresh(),
      onConnection: (up) => {
        if (up) void this.#reader.refresh();
      },
    });
    this.#stops.set(bookingId, stop);
  }
}
