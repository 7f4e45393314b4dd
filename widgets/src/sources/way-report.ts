import { distanceMetres } from '../domain/distance.ts';
import { failureOf } from '../domain/failure.ts';
import { type Fix, type GeolocationFailure, watchPosition } from '../domain/geolocation.ts';
import type { SessionSource } from './session.ts';
import { TabRecord } from './state/tab-record.ts';

/** `off` the person has not agreed · `looking` they have, and the device looks · `shown` the desk has a position · the others say why not. */
export type WayState = 'off' | 'looking' | 'shown' | GeolocationFailure;

/** A position is sent when the person has moved so far since the last one, metres, which takes a quarter of a minute on foot. */
const MOVED_METRES = 20;
/** ... and so long after it otherwise, milliseconds: the desk sees that it still comes. */
const STILL_MS = 30_000;
/** Longer than any way on foot to a neighbour: after that a page that is loaded again asks again, milliseconds. */
const AGREED_FOR_MS = 2 * 3_600_000;

/** What the person agreed to in this tab. */
interface Agreed {
  readonly bookingId: string;
  readonly until: number;
}

/**
 * Where a volunteer is on their way: given to the desk with their consent, for one way, until they arrive. What cannot be
 * sent is left out, since the next position says more.
 */
export class WayReport {
  state: WayState = 'off';
  readonly #session: SessionSource;
  readonly #changed: () => void;
  readonly #record: TabRecord<Agreed>;
  #bookingId = '';
  #stop: (() => void) | null = null;
  #sent: { readonly fix: Fix; readonly at: number } | null = null;
  #sending = false;

  /** @param changed called after each change of the state. */
  constructor(session: SessionSource, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
    this.#record = new TabRecord('kiwimesh:way', () => session.clock.now(), isAgreed);
  }

  /** The person is on the way of this booking, in this page or before it was loaded again. */
  follow(bookingId: string): void {
    if (bookingId === this.#bookingId) return;
    this.end();
    this.#bookingId = bookingId;
    if (this.#record.read()?.bookingId === bookingId) this.#watch();
  }

  /** The person agrees; the browser asks them as well, where they have not decided. */
  agree(): void {
    this.#record.keep({ bookingId: this.#bookingId, until: this.#session.clock.now() + AGREED_FOR_MS });
    this.#watch();
  }

  /** The person agrees no more. */
  withdraw(): void {
    this.#record.drop();
    this.#close('off');
  }

  /** They have arrived, or it is over. */
  end(): void {
    if (this.#bookingId !== '') this.withdraw();
    this.#bookingId = '';
  }

  /** The page is left; one that is loaded again goes on. */
  leavePage(): void {
    this.#close('off');
    this.#bookingId = '';
  }

  #watch(): void {
    this.#stop?.();
    this.#sent = null;
    this.#turn('looking');
    this.#stop = watchPosition(
      (fix) => void this.#moved(fix),
      // Indoors positions come and go: it goes on looking, except where it may not.
      (reason) => (reason === 'refused' ? this.#close(reason) : this.#turn(reason)),
    );
  }

  async #moved(fix: Fix): Promise<void> {
    if (this.#sending || !this.#saysMore(fix)) return;
    this.#sending = true;
    const bookingId = this.#bookingId;
    const now = performance.now();
    try {
      await this.#session.client.post('/v1/bookings/{bookingId}/positions', {
        path: { bookingId },
        body: fix,
      });
      if (bookingId !== this.#bookingId || this.#stop === null) return;
      this.#sent = { fix, at: now };
      this.#turn('shown');
    } catch (thrown) {
      const { kind, status } = failureOf(thrown);
      // Somebody else goes, or it is over.
      if (kind === 'problem' && [403, 404, 409].includes(status) && bookingId === this.#bookingId)
        this.withdraw();
    } finally {
      this.#sending = false;
    }
  }

  /** Whether it is more than the last one, beyond what the device is unsure of. */
  #saysMore(fix: Fix): boolean {
    const sent = this.#sent;
    if (sent === null || performance.now() - sent.at >= STILL_MS) return true;
    return distanceMetres(fix, sent.fix) >= Math.max(MOVED_METRES, fix.accuracyMetres);
  }

  #close(state: WayState): void {
    this.#stop?.();
    this.#stop = null;
    this.#turn(state);
  }

  #turn(state: WayState): void {
    if (state === this.state) return;
    this.state = state;
    this.#changed();
  }
}

function isAgreed(kept: unknown): kept is Agreed {
  const { bookingId, until } = (kept ?? {}) as Partial<Agreed>;
  return typeof bookingId === 'string' && typeof until === 'number';
}
