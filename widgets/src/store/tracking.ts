import { type Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { isOver } from './services.ts';
import type { Booking, Position, TimelineEntry } from './wire.ts';

export interface TrackingEvents {
  onBooking(booking: Booking): void;
  onPosition?(position: Position): void;
  onTimeline?(entries: readonly TimelineEntry[]): void;
  /** True while the socket is up; false while polling. */
  onLive?(up: boolean): void;
  onFailure?(thrown: unknown): void;
}

/** Between polls while no socket is up. Positions are about this far apart anyway. */
const POLL_MS = 8_000;
/** Between polls while one is: a net under the socket, should a message be lost on the way. */
const BACKSTOP_MS = 60_000;

/**
 * Follows one booking: pushed over a socket (the SDK reads it again after each reconnect), polled where sockets are
 * blocked, and read again whenever the page comes back to the front. Older versions never overwrite newer ones, whatever order they come in.
 */
export class Tracking {
  readonly bookingId: string;
  readonly #kiwi: Kiwimesh;
  readonly #events: TrackingEvents;
  readonly #live: ReturnType<Kiwimesh['live']>;
  readonly #leave: () => void;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #version = 0;
  #up = false;
  #stopped = false;
  #refused = false;
  #resting = false;

  constructor(kiwi: Kiwimesh, bookingId: string, events: TrackingEvents) {
    this.bookingId = bookingId;
    this.#kiwi = kiwi;
    this.#events = events;
    this.#live = kiwi.live();
    this.#leave = this.#live.booking(bookingId, {
      onBooking: (booking) => this.accept(booking),
      onPosition: (position) => this.#events.onPosition?.(position),
      onConnection: (up) => this.#connection(up && !this.#refused),
      onProblem: (error) => {
        // Refused is refused; out of reach comes back by itself. Polling bridges both.
        this.#refused ||= error instanceof ProblemError;
        this.#connection(false);
      },
    });
    globalThis.document?.addEventListener('visibilitychange', this.#seen, { signal: this.#abort.signal });
    void this.refresh();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#leave();
    this.#live.close();
  }

  /** Takes a booking read elsewhere (the reply to a cancel) as the news it is. */
  accept(booking: Booking): void {
    if (this.#stopped || booking.version < this.#version) return;
    const changed = booking.version > this.#version;
    this.#version = booking.version;
    this.#events.onBooking(booking);
    if (changed) void this.#timeline();
    if (isOver(booking.state)) this.#rest();
  }

  /** Reads the booking now. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const { bookingId } = this;
      this.accept(
        await this.#kiwi.get('/v1/bookings/{bookingId}', {
          path: { bookingId },
          signal: this.#abort.signal,
        }),
      );
    } catch (thrown) {
      if (!this.#stopped) this.#events.onFailure?.(thrown);
    } finally {
      this.#schedule();
    }
  }

  readonly #seen = () => {
    if (document.visibilityState === 'visible') void this.refresh();
  };

  #connection(up: boolean): void {
    if (this.#stopped || up === this.#up) return;
    this.#up = up;
    this.#events.onLive?.(up);
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#resting) return;
    this.#timer = setTimeout(() => void this.refresh(), this.#up ? BACKSTOP_MS : POLL_MS);
  }

  /** Over is over: nothing more will come. */
  #rest(): void {
    this.#resting = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  async #timeline(): Promise<void> {
    try {
      const entries: TimelineEntry[] = [];
      const { bookingId } = this;
      for await (const entry of this.#kiwi.pages('/v1/bookings/{bookingId}/timeline', {
        path: { bookingId },
      }))
        entries.push(entry);
      if (!this.#stopped) this.#events.onTimeline?.(entries);
    } catch {
      // Only the times beside the steps are missing; the next change tries again.
    }
  }
}
