import { failureOf } from '../domain/failure.ts';
import { answerable, type EndOfRequest, endOf, isOnTheWay, type NextStep } from '../domain/helping.ts';
import { isOver } from '../domain/services.ts';
import type { Booking, Offer, OfferState } from '../domain/wire.ts';
import type { ServicesSource } from './services.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';
import { Tracking } from './tracking.ts';
import { WayReport } from './way-report.ts';

/** Between readings while no socket is up: a request may be open for no more than 40 seconds. */
const POLL_MS = 6_000;
/** Between readings while one is: a net under the socket, should a message be lost on the way. */
const BACKSTOP_MS = 60_000;
const GOING_STATES = ['assigned', 'en_route', 'in_service'] as const;

/** A request that ended without an answer of the person. `relieved`: they had accepted it, and it was taken from them. */
export interface EndedRequest {
  readonly serviceType: string;
  readonly how: EndOfRequest | 'relieved';
}

export interface Outcome {
  readonly defibrillatorFetched?: boolean;
  readonly shockGiven?: boolean;
}

/**
 * What neighbours ask of the person, who volunteers: the requests they can answer now, pushed over a socket and read where
 * none is up, and the one that they accepted, until it is over.
 */
export class HelpingSource extends Source {
  /** The one with the least time first. */
  open: readonly Offer[] = [];
  /** The newest that ended without an answer, until the person has read it. */
  ended: EndedRequest | null = null;
  /** What the person said yes to; also when it is over, until they leave it. */
  going: Booking | null = null;
  /** Whether the desk sees where the person is on the way there. */
  readonly way: WayReport;
  readonly #session: SessionSource;
  readonly #services: ServicesSource;
  readonly #told = new Map<string, OfferState>();
  readonly #abort = new AbortController();
  #live: ReturnType<SessionSource['client']['live']> | null = null;
  #tracking: Tracking | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #up = false;
  #turn = 0;

  constructor(session: SessionSource, services: ServicesSource) {
    super();
    this.#session = session;
    this.#services = services;
    this.way = new WayReport(session, () => this.changed());
  }

  start(): void {
    this.#live = this.#session.client.live();
    this.#live.offers(
      ({ offerId, state }) => {
        this.#told.set(offerId, state);
        void this.refresh();
      },
      {
        onConnection: (up) => {
          this.#up = up;
          void this.refresh();
        },
        onProblem: () => {
          this.#up = false;
          this.#schedule();
        },
      },
    );
    const { signal } = this.#abort;
    globalThis.document?.addEventListener('visibilitychange', this.#seen, { signal });
    globalThis.addEventListener?.('online', () => void this.refresh(), { signal });
    void this.refresh();
  }

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#expiry);
    this.#tracking?.stop();
    this.way.leavePage();
    this.#live?.close();
  }

  /** Reads what is open now. Never rejects: it is read again. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const turn = this.#turn;
    const { client } = this.#session;
    const { signal } = this.#abort;
    try {
      const [offers, going] = await Promise.all([
        client.get('/v1/offers', { query: { state: 'open', limit: 20 }, signal }),
        this.#tracking ? null : this.#readGoing(),
      ]);
      await this.#name([...offers.data, ...(going ? [going] : [])]);
      if (signal.aborted || turn !== this.#turn) return;
      if (going && !this.#tracking) this.#follow(going);
      this.#show(offers.data);
    } catch {
      // The next reading tries again; the rest of the element says that the service is out of reach.
    }
    this.#schedule();
  }

  /** Reads everything now, after something was refused. */
  async catchUp(): Promise<void> {
    await Promise.all([this.refresh(), this.#tracking?.refresh()]);
  }

  async accept(offerId: string, idempotencyKey: string): Promise<void> {
    const { booking } = await this.#respond(offerId, 'accept', idempotencyKey);
    if (booking) this.#follow(booking);
    this.ended = null;
    this.#answered(offerId, 'accepted');
  }

  async decline(offerId: string, idempotencyKey: string): Promise<void> {
    await this.#respond(offerId, 'decline', idempotencyKey);
    this.#answered(offerId, 'declined');
  }

  /** The next step of what the person accepted. */
  async move(to: NextStep, idempotencyKey: string): Promise<void> {
    const bookingId = this.going?.id ?? '';
    this.#tracking?.accept(
      await this.#session.client.post('/v1/bookings/{bookingId}/transitions', {
        path: { bookingId },
        body: { to },
        idempotencyKey,
      }),
    );
  }

  /** The person cannot come after all: others are asked. @param reason for those who read the booking's timeline. */
  async stepBack(reason: string, idempotencyKey: string): Promise<void> {
    const bookingId = this.going?.id ?? '';
    await this.#session.client.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'requested', reason },
      idempotencyKey,
    });
    this.leave();
  }

  async record(outcome: Outcome, idempotencyKey: string): Promise<void> {
    const bookingId = this.going?.id ?? '';
    await this.#session.client.post('/v1/bookings/{bookingId}/neighbourhood-response/outcome', {
      path: { bookingId },
      body: outcome,
      idempotencyKey,
    });
  }

  /** The person has read how it ended. */
  leave(): void {
    this.#tracking?.stop();
    this.#tracking = null;
    this.way.end();
    this.going = null;
    this.ended = null;
    this.changed();
  }

  #respond(offerId: string, answer: 'accept' | 'decline', idempotencyKey: string) {
    return this.#session.client.post('/v1/offers/{offerId}/response', {
      path: { offerId },
      body: { answer },
      idempotencyKey,
    });
  }

  #answered(offerId: string, state: OfferState): void {
    this.#told.set(offerId, state);
    this.#show(this.open.filter(({ id }) => id !== offerId));
  }

  async #readGoing(): Promise<Booking | null> {
    const { client, me } = this.#session;
    const { data } = await client.get('/v1/bookings', {
      query: { assigneeId: me?.id ?? '', state: [...GOING_STATES], limit: 1 },
      signal: this.#abort.signal,
    });
    return data[0] ?? null;
  }

  /** Reads what is asked for. Without it, it is shown by its id. */
  async #name(asked: readonly { readonly serviceType: string }[]): Promise<void> {
    const types = new Set(asked.map(({ serviceType }) => serviceType));
    await Promise.all([...types].map((type) => this.#services.find(type).catch(() => undefined)));
  }

  #show(offers: readonly Offer[]): void {
    const now = this.#session.clock.now();
    const before = this.open;
    const ofOthers = offers.filter(({ id }) => !this.#hasAnswered(id));
    this.open = answerable(ofOthers, now);
    for (const offer of before) {
      if (this.open.some(({ id }) => id === offer.id)) continue;
      const how = endOf(offer, this.#told.get(offer.id), now);
      // Who goes to one neighbour is asked by no other: that those requests end is no news.
      if (how && !this.going) this.ended = { serviceType: offer.serviceType, how };
    }
    if (this.open.some(({ id }) => !before.some((one) => one.id === id))) this.ended = null;
    const [soonest] = this.open;
    clearTimeout(this.#expiry);
    if (soonest) {
      const left = Math.max(0, Date.parse(soonest.expiresAt) - now);
      this.#expiry = setTimeout(() => this.#show(this.open), left);
    }
    this.changed();
  }

  /** A reading that was under way meanwhile may still have it. */
  #hasAnswered(offerId: string): boolean {
    const told = this.#told.get(offerId);
    return told === 'accepted' || told === 'declined';
  }

  #follow(booking: Booking): void {
    this.#tracking?.stop();
    this.#goes(booking);
    this.#tracking = new Tracking(this.#session.client, booking.id, {
      onBooking: (now) => {
        if (now.assignee?.id !== this.#session.me?.id && !isOver(now.state)) {
          this.#relieved();
          return;
        }
        this.#goes(now);
        this.changed();
      },
      onFailure: (thrown) => {
        const { status } = failureOf(thrown);
        if (status === 403 || status === 404) this.#relieved();
      },
    });
  }

  /** The desk sees the way until they arrive, if they agree. */
  #goes(booking: Booking): void {
    this.going = booking;
    if (isOnTheWay(booking)) this.way.follow(booking.id);
    else this.way.end();
  }

  /** Somebody else goes in the person's place, whom the booking no longer concerns. */
  #relieved(): void {
    const { serviceType = '' } = this.going ?? {};
    this.leave();
    this.ended = { serviceType, how: 'relieved' };
    this.changed();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#abort.signal.aborted) return;
    this.#timer = setTimeout(() => void this.refresh(), this.#up ? BACKSTOP_MS : POLL_MS);
  }

  readonly #seen = () => {
    if (document.visibilityState === 'visible') void this.refresh();
  };
}
