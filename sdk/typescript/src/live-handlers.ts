import type { NetworkError, ProblemError } from './errors.ts';
import type { components } from './generated/types.ts';
import type { BookingAlert, BookingChange, PositionChange, UnitChange } from './live-events.ts';
import type { Session } from './session.ts';

type Booking = components['schemas']['Booking'];

/** Options of every subscription. */
export interface LiveHandlers {
  /**
   * True each time the connection opens, also after an interruption: changes in the meantime were missed, so fetch the
   * displayed data again. False when it is lost; it reconnects automatically.
   */
  readonly onConnection?: ((up: boolean) => void) | undefined;
  /**
   * A message arrived, or the heartbeat that the service sends every 4 seconds on an open connection. Its absence is the
   * first sign of a dead network; the connection is closed only seconds later.
   */
  readonly onHeard?: (() => void) | undefined;
  /** The subscription was rejected (`ProblemError`), or the service cannot be reached at the moment (`NetworkError`). */
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

export interface UnitHandlers extends LiveHandlers {
  /** A unit of the hospital moved or changed; at most about once a second for each. */
  readonly onUnit?: ((change: UnitChange) => void) | undefined;
}

export interface LiveOptions {
  readonly baseUrl: string;
  readonly session: Session;
  /** A server's secret key, used when no person is signed in. */
  readonly apiKey?: string | undefined;
  readonly booking: (bookingId: string) => Promise<Booking>;
}
