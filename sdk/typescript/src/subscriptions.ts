import { Connection } from './connection.ts';
import { NetworkError, ProblemError } from './errors.ts';
import type { components } from './generated/types.ts';
import type { BookingChange, LiveEvents, NotificationChange, OfferChange } from './live-events.ts';
import type {
  BoardHandlers,
  BookingHandlers,
  LiveHandlers,
  LiveOptions,
  UnitHandlers,
} from './live-handlers.ts';

type Booking = components['schemas']['Booking'];

/** The subscriptions of a {@link Live}, over one connection. */
export class Subscriptions {
  readonly #connection: Connection<LiveEvents>;
  readonly #options: LiveOptions;
  readonly #subscribers = new Map<string, number>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#connection = new Connection(options.baseUrl, options.session, options.apiKey, '/bookings');
  }

  /** Follows one booking. Returns a function that stops it. */
  booking(bookingId: string, handlers: BookingHandlers): () => void {
    const follow = new BookingFollower(() => this.#options.booking(bookingId), handlers);
    const stops = [
      this.#connection.on('booking', (change) => {
        if (change.bookingId === bookingId) follow.update(change);
      }),
      this.#connection.on('position', (position) => {
        if (position.bookingId === bookingId) handlers.onPosition?.(position);
      }),
      this.#connection.keep({
        request: ['subscribe', { bookingId }],
        accepted: ({ booking }) => {
          if (booking !== undefined) follow.show(booking);
          else follow.update(undefined);
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

  /** Follows the units of a hospital, for its staff. Returns a function that stops it. */
  units(hospitalId: string, handlers: UnitHandlers): () => void {
    const stops = [
      this.#connection.on('unitChanged', (change) => {
        if (change.hospitalId === hospitalId) handlers.onUnit?.(change);
      }),
      this.#connection.keep({
        request: ['watchUnits', { hospitalId }],
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
      this.#share(`units ${hospitalId}`, () => this.#connection.send('unwatchUnits', { hospitalId })),
    ];
    return once(stops);
  }

  /** Calls back for offers to the caller. Returns a function that stops it. */
  offers(onOffer: (offer: OfferChange) => void, handlers: LiveHandlers = {}): () => void {
    return this.#own('offer', onOffer, handlers);
  }

  /** Calls back when the caller's notifications changed: list them again. Returns a function that stops it. */
  notifications(onChange: (change: NotificationChange) => void, handlers: LiveHandlers = {}): () => void {
    return this.#own('notification', onChange, handlers);
  }

  /** What comes to the caller without a subscription. */
  #own<Name extends 'offer' | 'notification'>(
    event: Name,
    listener: (payload: LiveEvents[Name]) => void,
    handlers: LiveHandlers,
  ): () => void {
    const stops = [
      this.#connection.on(event, listener),
      this.#connection.keep({
        request: undefined,
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
    ];
    return once(stops);
  }

  /** Ends every subscription and the connection. */
  close(): void {
    this.#connection.close();
  }

  /** Several subscribers can share a subscription of the connection: the last one to stop unsubscribes from the service. */
  #share(name: string, last: () => void): () => void {
    this.#subscribers.set(name, (this.#subscribers.get(name) ?? 0) + 1);
    return () => {
      const left = (this.#subscribers.get(name) ?? 1) - 1;
      if (left > 0) {
        this.#subscribers.set(name, left);
        return;
      }
      this.#subscribers.delete(name);
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

/** The pause before a failed fetch is retried, in milliseconds; the connection stays open. */
const RETRY_PAUSE_MS = 2_000;

/** Keeps one booking current: fetches after changes, one fetch at a time, and never shows an older version. */
class BookingFollower {
  readonly #fetch: () => Promise<Booking>;
  readonly #handlers: BookingHandlers;
  #version = 0;
  #pending: { readonly change: BookingChange | undefined } | undefined;
  #busy = false;
  #stopped = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(fetch: () => Promise<Booking>, handlers: BookingHandlers) {
    this.#fetch = fetch;
    this.#handlers = handlers;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retryTimer);
  }

  /** Shows a booking that the service sent; after a reconnection, also when it has not changed. */
  show(booking: Booking, change?: BookingChange): void {
    if (this.#stopped || booking.version < this.#version) return;
    this.#version = booking.version;
    this.#handlers.onBooking?.(booking, change);
  }

  /** Fetches the booking, unless the change is older than what is shown. */
  update(change: BookingChange | undefined): void {
    if (change !== undefined && change.version < this.#version) return;
    this.#pending = { change };
    if (!this.#busy) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#busy = true;
    clearTimeout(this.#retryTimer);
    let change: BookingChange | undefined;
    try {
      while (this.#pending !== undefined && !this.#stopped) {
        ({ change } = this.#pending);
        this.#pending = undefined;
        this.show(await this.#fetch(), change);
      }
    } catch (error) {
      if (!this.#stopped && isTemporary(error)) {
        this.#pending ??= { change };
        this.#retryTimer = setTimeout(() => void this.#refresh(), RETRY_PAUSE_MS * (0.5 + Math.random()));
      }
      const reportable = error instanceof ProblemError || error instanceof NetworkError;
      if (!this.#stopped && reportable) this.#handlers.onProblem?.(error);
    } finally {
      this.#busy = false;
    }
  }
}

/** Whether a later retry can succeed. */
function isTemporary(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof ProblemError && (error.status >= 500 || error.status === 429))
  );
}
