import type { BookingChange } from '@kiwimesh/sdk';
import type { Failure } from '../../src/domain/failure.ts';
import type { Booking, Community } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import type { LineState } from '../domain/line-state.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import { Line } from '../sources/line.ts';
import { Reader } from '../sources/reader.ts';
import { OPEN_STATES } from './board-view.ts';

/** Bookings of a page, and the ids that one request asks for. */
const PAGE = 200;
const IDS = 100;
/** Communities whose names are read; of more, the rows show none. */
const COMMUNITIES = 200;
/** Milliseconds for which changes are gathered: twenty a second become a few requests. */
const GATHER_MS = 250;

const isOpen = ({ state }: Pick<Booking, 'state'>): boolean => OPEN_STATES.includes(state);

/**
 * All open bookings of what the person looks at. Read once, then kept current by the news of each change; everything is read
 * again after a lost connection, so that nothing is missing or there twice. An older version never replaces a newer one.
 */
export class OpenBookings extends Source {
  readonly scope: string;
  loaded = false;
  communities: ReadonlyMap<string, Community> = new Map();
  /** When everything was last known to be current, milliseconds since 1970. */
  currentAt: number | null = null;
  readonly #session: ConsoleSession;
  readonly #line: Line;
  #rows = new Map<string, Booking>();
  /** What is over, and its last version: news of it may still be on the way. */
  readonly #over = new Map<string, number>();
  readonly #changed = new Set<string>();
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What has come since everything began to be read: a booking that changes meanwhile may be on none of the pages. */
  #found = new Set<string>();
  readonly #reader = new Reader(
    () => this.#readAll(),
    () => this.changed(),
  );

  constructor(session: ConsoleSession) {
    super();
    this.#session = session;
    this.scope = session.desk;
    this.#line = new Line(session.clock);
  }

  get rows(): ReadonlyMap<string, Booking> {
    return this.#rows;
  }

  /** Another number after each change of the rows, which are one map. */
  changes = 0;

  get line(): LineState {
    return this.#line.state;
  }

  /** Why they could not be read the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  async open(): Promise<void> {
    this.#line.addEventListener('change', this.#lineChanged);
    void this.#readCommunities().then((communities) => this.#follow(communities));
    await this.refresh();
  }

  close(): void {
    this.#reader.close();
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Shows a booking as it is after something was done with it, without waiting for the news of it. */
  show(booking: Booking): void {
    if (this.#merge(booking)) this.changed();
  }

  /** Reads everything again. */
  refresh(): Promise<void> {
    return this.#reader.refresh();
  }

  get #of(): { hospitalId?: string } {
    return this.scope === PLATFORM ? {} : { hospitalId: this.scope };
  }

  /** A hospital has a board of its own; the platform's is that of all communities. */
  #follow(communities: readonly Community[]): void {
    if (this.#reader.closed) return;
    const live = this.#session.live();
    const boards =
      this.scope === PLATFORM
        ? communities.map(({ id }) => ({ communityId: id }))
        : [{ hospitalId: this.scope }];
    this.#stops = boards.map((board, index) =>
      live.board(board, {
        onBooking: (change) => this.#news(change),
        // All of them share one connection.
        ...(index === 0
          ? {
              onConnection: (up: boolean) => {
                this.#line.connection(up);
                if (up) void this.refresh();
              },
              onHeard: () => this.#line.heard(),
              onProblem: () => this.#line.problem(),
            }
          : {}),
      }),
    );
  }

  readonly #lineChanged = (): void => this.changed();

  #news({ bookingId, state, version }: BookingChange): void {
    const known = this.#rows.get(bookingId)?.version ?? this.#over.get(bookingId) ?? 0;
    if (version <= known) return;
    if (!isOpen({ state })) {
      this.#over.set(bookingId, version);
      this.changes += 1;
      if (this.#rows.delete(bookingId)) this.changed();
      return;
    }
    this.#changed.add(bookingId);
    this.#timer ??= setTimeout(() => void this.#readChanged(), GATHER_MS);
  }

  async #readChanged(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#changed].slice(0, IDS);
    for (const id of ids) this.#changed.delete(id);
    try {
      const { data } = await this.#session.kiwi.get('/v1/bookings', { query: { id: ids, limit: IDS } });
      if (this.#reader.closed) return;
      const merged = data.map((booking) => this.#merge(booking));
      if (merged.includes(true)) this.changed();
    } catch (thrown) {
      // Everything is read again: which of them changed since is not known.
      this.#reader.failed(thrown);
    }
    if (this.#changed.size > 0 && !this.#reader.closed)
      this.#timer ??= setTimeout(() => void this.#readChanged(), GATHER_MS);
  }

  async #readAll(): Promise<void> {
    this.#found = new Set();
    const before = new Set(this.#rows.keys());
    let cursor: string | undefined;
    do {
      const page = await this.#session.kiwi.get('/v1/bookings', {
        query: {
          state: [...OPEN_STATES],
          sort: 'urgency',
          limit: PAGE,
          ...this.#of,
          ...(cursor === undefined ? {} : { cursor }),
        },
      });
      if (this.#reader.closed) return;
      for (const booking of page.data) {
        this.#found.add(booking.id);
        this.#merge(booking);
      }
      cursor = page.nextCursor ?? undefined;
      // The most urgent come first: they are shown while the others are on their way.
      if (!this.loaded) this.changed();
    } while (cursor !== undefined);
    // What was there before and is not any more is over. What came meanwhile stays.
    for (const id of before) if (!this.#found.has(id)) this.#rows.delete(id);
    this.loaded = true;
    this.currentAt = this.#session.clock.now();
  }

  async #readCommunities(): Promise<readonly Community[]> {
    try {
      const { data } = await this.#session.kiwi.get('/v1/communities', { query: { limit: COMMUNITIES } });
      this.communities = new Map(data.map((community) => [community.id, community]));
      this.changed();
      return data;
    } catch {
      // Rows do without names.
      return [];
    }
  }

  /** @returns whether something is another now. */
  #merge(booking: Booking): boolean {
    this.changes += 1;
    const { id, version } = booking;
    const known = this.#rows.get(id);
    if (version <= (known?.version ?? this.#over.get(id) ?? 0)) return false;
    const mayBeShown = this.scope === PLATFORM || booking.hospitalId === this.scope;
    if (isOpen(booking) && mayBeShown) {
      this.#rows.set(id, booking);
      this.#found.add(id);
      return true;
    }
    this.#over.set(id, version);
    return this.#rows.delete(id);
  }
}
