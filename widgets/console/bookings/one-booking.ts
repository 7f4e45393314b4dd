import { type Failure, failureOf, ifThere } from '../../src/domain/failure.ts';
import type { Booking, Call, CallSegment, Offer, Resident, TimelineEntry } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import type { VolunteersNearby } from '../domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

const MOST = 200;
/** The calls of a resident among which the one of the booking is looked for. */
const CALLS = 20;

/** One booking with all that belongs to it. Read again with each change of it, and after a lost connection. */
export class OneBooking extends Source {
  readonly id: string;
  booking: Booking | null = null;
  timeline: readonly TimelineEntry[] = [];
  offers: readonly Offer[] = [];
  resident: Resident | null = null;
  /** The emergency call that it was made from, and what was said in it; null without one, or where it may not be read. */
  call: Call | null = null;
  said: readonly CallSegment[] = [];
  /** How many neighbours who help live around the place; null where that is not known. */
  nearby: VolunteersNearby | null = null;
  failure: Failure | null = null;
  readonly #session: ConsoleSession;
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(session: ConsoleSession, id: string) {
    super();
    this.#session = session;
    this.id = id;
  }

  open(): void {
    this.#stop = this.#session.live().booking(this.id, {
      onBooking: (booking) => {
        this.show(booking);
        void this.#readMore();
      },
      onPosition: ({ latitude, longitude, recordedAt }) => {
        if (this.booking === null) return;
        this.booking = { ...this.booking, position: { latitude, longitude, recordedAt } };
        this.changed();
      },
      onProblem: (thrown) => {
        if (this.booking === null) this.#fail(thrown);
      },
    });
    void this.#read();
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  /** Shows it as it is after something was done with it. */
  show(booking: Booking): void {
    if (this.#closed || booking.version < (this.booking?.version ?? 0)) return;
    this.booking = booking;
    this.failure = null;
    this.changed();
  }

  async #read(): Promise<void> {
    try {
      this.show(await this.#session.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId: this.id } }));
      await this.#readMore();
      await this.#readPeople();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  async #readMore(): Promise<void> {
    const path = { bookingId: this.id };
    const query = { limit: MOST };
    const { kiwi } = this.#session;
    // What cannot be read now stays as it was shown: the next change reads it again.
    const [timeline, offers] = await Promise.all([
      ifThere(kiwi.get('/v1/bookings/{bookingId}/timeline', { path, query })).catch(() => null),
      ifThere(kiwi.get('/v1/bookings/{bookingId}/offers', { path, query })).catch(() => null),
    ]);
    if (this.#closed) return;
    this.timeline = timeline?.data ?? this.timeline;
    this.offers = offers?.data ?? this.offers;
    this.changed();
  }

  /** Who needs help, and the call that it came from. */
  async #readPeople(): Promise<void> {
    const { booking } = this;
    if (booking === null) return;
    const { kiwi } = this.#session;
    const path = { residentId: booking.residentId };
    const query = { residentId: booking.residentId, limit: CALLS };
    const volunteers =
      booking.location === null
        ? null
        : kiwi.get('/v1/bookings/{bookingId}/volunteers-nearby', { path: { bookingId: this.id } });
    // The booking is shown without what cannot be read now.
    const [nearby, resident, calls] = await Promise.all([
      volunteers === null ? null : ifThere(volunteers).catch(() => null),
      ifThere(kiwi.get('/v1/residents/{residentId}', { path })).catch(() => null),
      this.#session.followsCalls ? ifThere(kiwi.get('/v1/calls', { query })).catch(() => null) : null,
    ]);
    const call = calls?.data.find(({ bookingId }) => bookingId === this.id) ?? null;
    const transcript =
      call === null
        ? null
        : await ifThere(kiwi.get('/v1/calls/{callId}/transcript', { path: { callId: call.id } })).catch(
            () => null,
          );
    if (this.#closed) return;
    this.nearby = nearby;
    this.resident = resident;
    this.call = call;
    this.said = transcript?.data ?? [];
    this.changed();
  }

  #fail(thrown: unknown): void {
    if (this.#closed) return;
    this.failure = failureOf(thrown);
    this.changed();
  }
}
