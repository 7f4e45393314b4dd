import type { Failure } from '../../src/domain/failure.ts';
import { Source } from '../../src/sources/source.ts';
import type { UnitMessage } from '../domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { Reader } from '../sources/reader.ts';

/** The newest that are shown. */
const MOST = 20;

/** Whom messages go to, and about which booking. */
export interface MessageScope {
  readonly unitId: string;
  readonly hospitalId: string;
  /** The booking that is written about; null: all to the unit are shown. */
  readonly bookingId: string | null;
}

/** Messages to a unit, the newest first. Read again when one is sent or seen, and after a lost connection. */
export class UnitMessages extends Source {
  readonly scope: MessageScope;
  all: readonly UnitMessage[] = [];
  loaded = false;
  readonly #session: ConsoleSession;
  #stop: (() => void) | null = null;
  #unseen: number | null = null;
  readonly #reader = new Reader(
    () => this.#read(),
    () => this.changed(),
  );

  constructor(session: ConsoleSession, scope: MessageScope) {
    super();
    this.#session = session;
    this.scope = scope;
  }

  /** Why they could not be read the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  open(): void {
    const { unitId, hospitalId } = this.scope;
    this.#stop = this.#session.live().units(hospitalId, {
      onUnit: (change) => {
        if (change.unitId !== unitId || change.unseenMessages === this.#unseen) return;
        this.#unseen = change.unseenMessages;
        void this.#reader.refresh();
      },
      onConnection: (up) => {
        if (up) void this.#reader.refresh();
      },
    });
    void this.#reader.refresh();
  }

  close(): void {
    this.#reader.close();
    this.#stop?.();
  }

  /** @throws ProblemError, NetworkError */
  async send(text: string): Promise<void> {
    const { unitId, bookingId } = this.scope;
    const path = { unitId };
    const body = { text, ...(bookingId === null ? {} : { bookingId }) };
    const sent = await this.#session.kiwi.post('/v1/units/{unitId}/messages', { path, body });
    this.all = [sent, ...this.all.filter(({ id }) => id !== sent.id)];
    this.changed();
  }

  async #read(): Promise<void> {
    const { unitId, bookingId } = this.scope;
    const of = bookingId === null ? { unitId } : { bookingId };
    const { data } = await this.#session.kiwi.get('/v1/unit-messages', { query: { ...of, limit: MOST } });
    if (this.#reader.closed) return;
    this.all = data;
    this.loaded = true;
  }
}
