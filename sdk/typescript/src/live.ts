import { Connection } from './connection.ts';
import { NetworkError, ProblemError } from './errors.ts';
import type { components } from './generated/types.ts';
import type { BookingAlert, BookingChange, OfferChange, PositionChange } from './live-events.ts';
import type { Session } from './session.ts';

type Booking = components['schemas']['Booking'];

/** Options of every subscription. */
export interface LiveHandlers {
  /**
   * True each time the connection is open, also after an interruption: changes in the meantime were missed, so fetch the
   * displayed data again. False when it is lost; it reconnects by itself.
   */
  readonly onConnection?: ((up: boolean) => void) | undefined;
  /**
   * A message arrived, or the heartbeat that the service sends every 4 seconds on an open connection. A dead network is
   * noticed first by its absence; the connection is closed only seconds later.
   */
  readonly onHeard?: (() => void) | undefined;
  /** The subscription was refused (a `ProblemError`), or the service cannot be reached at the moment (a `NetworkError`). */
  readonly onProblem?: ((error: ProblemError | NetworkError) => void) | undefined;
}

export interface BookingHandlers extends LiveHandlers {
  /**
   * The booking as it is now: at once, after each change, and after each reconnection. Never older than the one
   * before. `change` says what happened, where it is known.
   */
  readonly onBooking?: ((booking: Booking, change: BookingChange | undefined) => void) | undefined;
  readonly onPosition?: ((position: PositionChange) => void) | undefined;
}

export interface BoardHandlers extends LiveHandlers {
  /** A booking of the hospital or community changed. */
  readonly onBooking?: ((change: BookingChange) => void) | undefined;
  /** A booking needs attention. */
  readonly onAlert?: ((alert: BookingAlert) => void) | undefined;
  readonly onPosition?: ((position: PositionChange) => void) | undefined;
}

interface LiveOptions {
  readonly baseUrl: string;
  readonly session: Session;
  /** A server's secret key, used when no person is signed in. */
  readonly apiKey?: string | undefined;
  readonly booking: (bookingId: string) => Promise<Booking>;
}

/** Live changes over one connection. It ends with the session; then create a new one. */
export class Live {
  readonly #connection: Connection;
  readonly #options: LiveOptions;
  readonly #watched = new Map<string, number>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#connection = new Connection(options.baseUrl, options.session, options.apiKey);
  }

  /** Follows one booking. Returns a function that stops it. */
  booking(bookingId: string, handlers: BookingHandlers): () => void {
    const follow = new Following(() => this.#options.booking(bookingId), handlers);
    const stops = [
      this.#connection.on('booking', (change) => {
        if (change.bookingId === bookingId) follow.changed(change);
      }),
      this.#connection.on('position', (position) => {
        if (position.bookingId === bookingId) handlers.onPosition?.(position);
      }),
      this.#connection.keep({
        request: ['subscribe', { bookingId }],
        accepted: ({ booking }) => {
          if (booking !== undefined) follow.seen(booking);
          else follow.changed(undefined);
        },
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
      this.#share(`booking ${bookingId}`, () => this.#connection.send('unsubscribe', { bookingId })),
      () => follow.stop(),
    ];
    return once(stops);
  }

  /** Follows all bookings of a hospital or a community, for staff. Returns a function that stops it. */
  board(of: { hospitalId: string } | { communityId: string }, handlers: BoardHandlers): () => void {
    const stops = [
      this.#connection.on('booking', (change) => handlers.onBooking?.(change)),
      this.#connection.on('alert', (alert) => handlers.onAlert?.(alert)),
      this.#connection.on('position', (position) => handlers.onPosition?.(position)),
      this.#connection.keep({
        request: ['watch', of],
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
      this.#share(`board ${JSON.stringify(of)}`, () => this.#connection.send('unwatch', of)),
    ];
    return once(stops);
  }

  /** Calls back for offers to the caller. Returns a function that stops it. */
  offers(onOffer: (offer: OfferChange) => void, handlers: LiveHandlers = {}): () => void {
    const stops = [
      this.#connection.on('offer', onOffer),
      this.#connection.keep({
        request: undefined,
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
    ];
    return once(stops);
  }

  close(): void {
    this.#connection.close();
  }

  /** Several subscribers can share a subscription of the connection: the last one to stop unsubscribes from the service. */
  #share(name: string, last: () => void): () => void {
    this.#watched.set(name, (this.#watched.get(name) ?? 0) + 1);
    return () => {
      const left = (this.#watched.get(name) ?? 1) - 1;
      if (left > 0) {
        this.#watched.set(name, left);
        return;
      }
      this.#watched.delete(name);
      last();
    };
  }
}

function once(stops: readonly (() => void)[]): () => void {
  let stopped = false;
  return () => {
    if (stopped) return;
    stopped = true;
    for (const stop of stops) stop();
  };
}

/** The pause before a failed fetch is repeated, in milliseconds; the connection stays open. */
const AGAIN_MS = 2_000;

/** Keeps one booking current: fetches after changes, one fetch at a time, and never shows an older version. */
class Following {
  readonly #fetch: () => Promise<Booking>;
  readonly #handlers: BookingHandlers;
  #version = 0;
  #wanted: { readonly change: BookingChange | undefined } | undefined;
  #busy = false;
  #stopped = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(fetch: () => Promise<Booking>, handlers: BookingHandlers) {
    this.#fetch = fetch;
    this.#handlers = handlers;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#again);
  }

  /** The service showed the booking: after a reconnection also when nothing is new. */
  seen(booking: Booking, change?: BookingChange): void {
    if (this.#stopped || booking.version < this.#version) return;
    this.#version = booking.version;
    this.#handlers.onBooking?.(booking, change);
  }

  changed(change: BookingChange | undefined): void {
    if (change !== undefined && change.version < this.#version) return;
    this.#wanted = { change };
    if (!this.#busy) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#busy = true;
    clearTimeout(this.#again);
    let change: BookingChange | undefined;
    try {
      while (this.#wanted !== undefined && !this.#stopped) {
        ({ change } = this.#wanted);
        this.#wanted = undefined;
        this.seen(await this.#fetch(), change);
      }
    } catch (error) {
      if (!this.#stopped && mayPass(error)) {
        this.#wanted ??= { change };
        this.#again = setTimeout(() => void this.#refresh(), AGAIN_MS * (0.5 + Math.random()));
      }
      const told = error instanceof ProblemError || error instanceof NetworkError;
      if (!this.#stopped && told) this.#handlers.onProblem?.(error);
    } finally {
      this.#busy = false;
    }
  }
}

/** Whether a later retry can succeed. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof ProblemError && (error.status >= 500 || error.status === 429))
  );
}
