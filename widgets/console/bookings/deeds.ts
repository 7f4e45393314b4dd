import { type Failure, failureOf } from '../../src/domain/failure.ts';
import type { Booking, Location } from '../../src/domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

/** What a person does with bookings. Each gives the booking as it is then. @throws ProblemError, NetworkError */
export class Deeds {
  readonly #session: ConsoleSession;

  constructor(session: ConsoleSession) {
    this.#session = session;
  }

  /** @param reason why it goes to somebody else; empty where nobody had it. */
  assign({ id }: Booking, assigneeId: string, reason: string): Promise<Booking> {
    return this.#session.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: 'assigned', assigneeId, ...(reason === '' ? {} : { reason }) },
    });
  }

  relocate({ id, state }: Booking, location: Location): Promise<Booking> {
    return this.#session.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: state, location },
    });
  }

  cancel({ id }: Booking, reason: string): Promise<Booking> {
    return this.#session.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: 'cancelled', reason },
    });
  }

  acknowledge({ id }: Booking): Promise<Booking> {
    return this.#session.kiwi.post('/v1/bookings/{bookingId}/escalation-acknowledgement', {
      path: { bookingId: id },
    });
  }
}

/** What of several bookings was done before something did not work. */
export interface Partly {
  readonly done: number;
  /** Null where all of it was done. */
  readonly failure: Failure | null;
}

/** One booking after the other; the first that does not work ends it. */
export async function each(
  bookings: readonly Booking[],
  work: (one: Booking) => Promise<Booking>,
  show: (done: Booking) => void,
): Promise<Partly> {
  let done = 0;
  try {
    for (const booking of bookings) {
      show(await work(booking));
      done += 1;
    }
    return { done, failure: null };
  } catch (thrown) {
    return { done, failure: failureOf(thrown) };
  }
}
