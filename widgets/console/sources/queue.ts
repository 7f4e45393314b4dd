import type { CallChange } from '@kiwimesh/sdk';
import { type Failure, ifThere } from '../../src/domain/failure.ts';
import type { Call } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import { type ConsoleSession, PLATFORM } from './console-session.ts';
import type { Line } from './line.ts';
import { Reader } from './reader.ts';

/** Calls of a kind that are shown. The oldest of more are found once newer ones are wrapped up. */
const SHOWN = 100;

const isLeft = ({ state, wrappedUpAt }: Call): boolean =>
  wrappedUpAt === null && (state === 'abandoned' || state === 'missed');

/**
 * The calls of one desk: those that wait, in the order of the service's queue; those that the person has; and those that
 * nobody answered. Each change is read again from the service, and all of them after a lost connection, so that nothing is
 * missing or there twice.
 */
export class Queue extends Source {
  waiting: readonly Call[] = [];
  /** What the person has: calls that go on, and those that are over and not wrapped up. */
  own: readonly Call[] = [];
  /** Left or missed: somebody calls back. */
  left: readonly Call[] = [];
  /** Whether everything was read once. */
  loaded = false;
  readonly #session: ConsoleSession;
  readonly #line: Line;
  readonly #desk: string;
  readonly #reader = new Reader(
    () => this.#readWanted(),
    () => this.changed(),
  );
  #wanted: 'waiting' | 'all' = 'all';
  #stop: (() => void) | null = null;

  constructor(session: ConsoleSession, line: Line) {
    super();
    this.#session = session;
    this.#line = line;
    this.#desk = session.desk;
  }

  /** Why the calls could not be read the last time. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  async open(): Promise<void> {
    void this.refresh();
    const calls = await this.#session.calls();
    if (this.#reader.closed) return;
    this.#stop = calls.queue(this.#desk, {
      onCall: (change) => void this.#changed(change),
      onConnection: (up) => {
        this.#line.connection(up);
        if (up) void this.refresh();
      },
      onHeard: () => this.#line.heard(),
      onProblem: () => this.#line.problem(),
    });
  }

  close(): void {
    this.#reader.close();
    this.#stop?.();
  }

  /** Reads everything again. */
  refresh(): Promise<void> {
    return this.#read('all');
  }

  /** Shows a call as it is after something was done with it, without waiting for the news of it. */
  show(call: Call): void {
    const others = (calls: readonly Call[]) => calls.filter(({ id }) => id !== call.id);
    const known = [...this.waiting, ...this.own, ...this.left].find(({ id }) => id === call.id);
    if (known !== undefined && known.version > call.version) return;
    const waits = call.state === 'waiting' && known?.state === 'waiting' && this.#isOfDesk(call);
    this.waiting = waits
      ? this.waiting.map((one) => (one.id === call.id ? call : one))
      : others(this.waiting);
    this.own = this.#isOwn(call) ? [call, ...others(this.own)] : others(this.own);
    this.left = isLeft(call) && this.#isOfDesk(call) ? [call, ...others(this.left)] : others(this.left);
    this.changed();
  }

  /** Changes of the open call come as well, which may be one of another desk. */
  #isOfDesk({ hospitalId }: Call): boolean {
    return (hospitalId ?? PLATFORM) === this.#desk;
  }

  #isOwn({ operator, state, wrappedUpAt }: Call): boolean {
    return (
      operator?.id === this.#session.me?.id &&
      operator !== null &&
      wrappedUpAt === null &&
      ['active', 'held', 'ended'].includes(state)
    );
  }

  async #changed({ callId, state }: CallChange): Promise<void> {
    // The place of a call that waits is the service's to say.
    if (state === 'waiting' || this.waiting.some(({ id }) => id === callId)) void this.#read('waiting');
    if (state === 'waiting') {
      if (this.own.some(({ id }) => id === callId) || this.left.some(({ id }) => id === callId))
        void this.refresh();
      return;
    }
    const asked = this.#session.kiwi.get('/v1/calls/{callId}', { path: { callId } });
    // All of the queue is read again then, which is repeated until it works.
    const call = await ifThere(asked).catch(() => null);
    if (this.#reader.closed) return;
    if (call === null) void this.refresh();
    else this.show(call);
  }

  #read(what: 'waiting' | 'all'): Promise<void> {
    if (what === 'all') this.#wanted = 'all';
    return this.#reader.refresh();
  }

  async #readWanted(): Promise<void> {
    const what = this.#wanted;
    this.#wanted = 'waiting';
    try {
      const [waiting, others] = await Promise.all([
        this.#list(['waiting']),
        what === 'all' ? this.#list(['active', 'held', 'ended', 'abandoned', 'missed']) : null,
      ]);
      if (this.#reader.closed) return;
      this.waiting = waiting;
      if (others !== null) {
        this.own = others.filter((call) => this.#isOwn(call));
        this.left = others.filter(isLeft);
      }
      this.loaded = true;
    } catch (thrown) {
      // What changed meanwhile is not known.
      this.#wanted = 'all';
      throw thrown;
    }
  }

  async #list(state: Call['state'][]): Promise<readonly Call[]> {
    const hospitalId = this.#desk === PLATFORM ? undefined : this.#desk;
    const { data } = await this.#session.kiwi.get('/v1/calls', {
      query: { state, limit: SHOWN, ...(hospitalId === undefined ? {} : { hospitalId }) },
    });
    return data.filter((call) => this.#isOfDesk(call));
  }
}
