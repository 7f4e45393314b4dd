import type { Draft } from '../domain/draft.ts';
import { isOver } from '../domain/services.ts';
import type { Booking, BookingCreate } from '../domain/wire.ts';
import type { PlacesSource } from './places.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';
import { Tracking, type TrackingEvents } from './tracking.ts';

const ACTIVE_STATES = ['requested', 'assigned', 'en_route', 'in_service'] as const;
const PAST_STATES = ['completed', 'cancelled'] as const;
/** A visit this near is what the person came back to look at. */
const SOON_MS = 60 * 60_000;

/** The bookings of the person. */
export class BookingsSource extends Source {
  /** Those that are not over. */
  active: readonly Booking[] = [];
  readonly #session: SessionSource;
  readonly #places: PlacesSource;

  constructor(session: SessionSource, places: PlacesSource) {
    super();
    this.#session = session;
    this.#places = places;
  }

  /** The booking to open after a reload: one that is under way or at once, else a visit within the hour. */
  get resumable(): Booking | undefined {
    return this.active.find(
      ({ state, scheduledFor }) =>
        state === 'en_route' ||
        state === 'in_service' ||
        scheduledFor === null ||
        Math.abs(Date.parse(scheduledFor) - this.#session.clock.now()) < SOON_MS,
    );
  }

  async readActive(residentId: string | undefined): Promise<Booking[]> {
    const { data } = await this.#session.client.get('/v1/bookings', {
      query: { state: [...ACTIVE_STATES], limit: 50, ...(residentId && { residentId }) },
    });
    return data;
  }

  async refresh(): Promise<void> {
    this.show(await this.readActive(this.#session.me?.id));
  }

  show(active: readonly Booking[]): void {
    this.active = active;
    this.changed();
  }

  /** Those that are over, the newest first, a page at a time. */
  async past(cursor?: string) {
    const residentId = this.#session.me?.id;
    return this.#session.client.get('/v1/bookings', {
      query: {
        state: [...PAST_STATES],
        limit: 10,
        ...(residentId && { residentId }),
        ...(cursor && { cursor }),
      },
    });
  }

  /**
   * Books: at the slot's hospital, else with a preference for the page's own. Use the same key for a repeat of the same
   * request: it then never books twice.
   */
  async book(draft: Draft, idempotencyKey: string): Promise<Booking> {
    const { client } = this.#session;
    const location = draft.place && this.#places.locationOf(draft.place);
    const notes = draft.notes.trim();
    const body: BookingCreate = {
      serviceType: draft.service.id,
      ...(draft.slot
        ? { scheduledFor: draft.slot.start, hospitalId: draft.slot.hospitalId }
        : this.#session.preferredHospital),
      ...(location && { location }),
      ...(notes && { notes }),
      ...(draft.forAnotherPerson && { forAnotherPerson: true }),
      ...(draft.triage && { triageId: draft.triage.id, shareWords: draft.triage.shareWords }),
    };
    const booking = await client.post('/v1/bookings', { body, idempotencyKey });
    this.show([booking, ...this.active]);
    return booking;
  }

  async cancel(bookingId: string, reason: string, idempotencyKey: string): Promise<Booking> {
    const text = reason.trim();
    return this.#session.client.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'cancelled', ...(text && { reason: text }) },
      idempotencyKey,
    });
  }

  /** Follows a booking until `stop()`. */
  track(bookingId: string, events: TrackingEvents): Tracking {
    return new Tracking(this.#session.client, bookingId, {
      ...events,
      onBooking: (booking) => {
        const others = this.active.filter(({ id }) => id !== booking.id);
        this.show(isOver(booking.state) ? others : [booking, ...others]);
        events.onBooking(booking);
      },
    });
  }
}
