import { type Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { isOver } from '../domain/services.ts';
import type { Booking, Position, TimelineEntry } from '../domain/wire.ts';

/**
 * `live` changes are pushed · `polling` the booking is read every few seconds · `silent` nothing was heard from the
 * service for a while, so what is shown may be out of date.
 */
export type Link = 'live' | 'polling' | 'silent';

export interface TrackingEvents {
  onBooking(booking: Booking): void;
  onPosition?(position: Position): void;
  onTimeline?(entries: readonly TimelineEntry[]): void;
  /** How the booking is kept up to date has changed, or the silence goes on: told each second then. */
  onLink?(link: Link, silentMs: number): void;
  onFailure?(thrown: unknown): void;
}

/** Between polls while no socket is up: with its reply, more often than silence is declared. */
const POLL_MS = 6_000;
/** The service sends a heartbeat every 4 s: two are missing. A person must see it within 10 s. */
const SILENCE_MS = 9_000;
const WATCH_MS = 1_000;
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
  #offline = globalThis.navigator?.onLine === false;
  #link: Link = 'polling';
  /** By the device's steady clock: its date may be wrong or be set meanwhile. */
  #heardAt = performance.now();
  readonly #watch = setInterval(() => this.#look(), WATCH_MS);
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
      onHeard: () => this.#heard(),
      onConnection: (up) => this.#connection(up && !this.#refused),
      onProblem: (error) => {
        // Refused is refused; out of reach comes back by itself. Polling bridges both.
        this.#refused ||= error instanceof ProblemError;
        this.#connection(false);
      },
    });
    globalThis.document?.addEventListener('visibilitychange', this.#seen, { signal: this.#abort.signal });
    for (const type of ['online', 'offline'] as const)
      globalThis.addEventListener?.(type, () => this.#network(type === 'online'), {
        signal: this.#abort.signal,
      });
    void this.refresh();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
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
      const booking = await this.#kiwi.get('/v1/bookings/{bookingId}', {
        path: { bookingId },
        signal: this.#abort.signal,
      });
      this.#heard();
      this.accept(booking);
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
    this.#look();
    this.#schedule();
  }

  #network(online: boolean): void {
    this.#offline = !online;
    this.#look();
    if (online) void this.refresh();
  }

  /** What is heard counts more than what the browser believes about the network. */
  #heard(): void {
    this.#heardAt = performance.now();
    this.#offline = false;
    this.#look();
  }

  #look(): void {
    if (this.#stopped || this.#resting) return;
    const silentMs = performance.now() - this.#heardAt;
    const before = this.#link;
    this.#link = this.#offline || silentMs >= SILENCE_MS ? 'silent' : this.#up ? 'live' : 'polling';
    if (this.#link !== before || this.#link === 'silent') this.#events.onLink?.(this.#link, silentMs);
    // A socket that has gone quiet is no help: ask at once, and every few seconds from now on.
    if (this.#link === 'silent' && before === 'live') void this.refresh();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#resting) return;
    this.#timer = setTimeout(() => void this.refresh(), this.#link === 'live' ? BACKSTOP_MS : POLL_MS);
  }

  /** Over is over: nothing more will come. */
  #rest(): void {
    this.#resting = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
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
