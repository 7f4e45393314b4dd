import { NetworkError } from './errors.ts';
import type { NotificationChange, OfferChange } from './live-events.ts';
import type {
  BoardHandlers,
  BookingHandlers,
  LiveHandlers,
  LiveOptions,
  UnitHandlers,
} from './live-handlers.ts';
import type { Subscriptions } from './subscriptions.ts';

/**
 * Live changes over one connection. It ends with the session; call `live()` again after the next sign-in. Its
 * code is loaded at the first subscription, since many pages never need it.
 */
export class Live {
  readonly #options: LiveOptions;
  #loading: Promise<Subscriptions> | undefined;
  #closed = false;
  readonly #stopWatchingSession: () => void;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#stopWatchingSession = options.session.onSignedOut(() => this.close());
  }

  /** Follows one booking. Returns a function that stops it. */
  booking(bookingId: string, handlers: BookingHandlers): () => void {
    return this.#subscribe((all) => all.booking(bookingId, handlers), handlers);
  }

  /** Follows all bookings of a hospital or a community, for staff. Returns a function that stops it. */
  board(of: { hospitalId: string } | { communityId: string }, handlers: BoardHandlers): () => void {
    return this.#subscribe((all) => all.board(of, handlers), handlers);
  }

  /**
   * Follows the units of a hospital, for its staff: their positions and states. List them each time the connection opens.
   * Returns a function that stops it.
   */
  units(hospitalId: string, handlers: UnitHandlers): () => void {
    return this.#subscribe((all) => all.units(hospitalId, handlers), handlers);
  }

  /** Calls back for offers to the caller. Returns a function that stops it. */
  offers(onOffer: (offer: OfferChange) => void, handlers: LiveHandlers = {}): () => void {
    return this.#subscribe((all) => all.offers(onOffer, handlers), handlers);
  }

  /** Calls back when the caller's notifications changed: list them again. Returns a function that stops it. */
  notifications(onChange: (change: NotificationChange) => void, handlers: LiveHandlers = {}): () => void {
    return this.#subscribe((all) => all.notifications(onChange, handlers), handlers);
  }

  /** Ends every subscription and the connection. */
  close(): void {
    this.#closed = true;
    this.#stopWatchingSession();
    void this.#loading?.then((all) => all.close()).catch(() => undefined);
  }

  #subscribe(subscribe: (all: Subscriptions) => () => void, { onProblem }: LiveHandlers): () => void {
    if (this.#closed) throw new Error('Connection closed: call live() again');
    let stopped = false;
    let stop: (() => void) | undefined;
    this.#load().then(
      (all) => {
        if (!stopped && !this.#closed) stop = subscribe(all);
      },
      (cause) => {
        if (!stopped) onProblem?.(new NetworkError('The connection cannot open', { cause }));
      },
    );
    return () => {
      stopped = true;
      stop?.();
    };
  }

  #load(): Promise<Subscriptions> {
    this.#loading ??= import('./subscriptions.ts').then(
      ({ Subscriptions }) => new Subscriptions(this.#options),
      (cause) => {
        this.#loading = undefined;
        throw cause;
      },
    );
    return this.#loading;
  }
}
