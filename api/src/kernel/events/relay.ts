import { systemScope } from '../auth/scope.ts';
import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../coordination/backoff.ts';
import { type FreedWork, WORKER_CRASHED } from '../coordination/crashes.ts';
import type { WorkerSession } from '../coordination/worker-session.ts';
import type { Database } from '../db/unit/database.ts';
import { outsideContext, runInContext } from '../observability/context.ts';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { Outages } from '../observability/outages.ts';
import { OUTBOX_CHANNEL } from './append.ts';
import {
  anyDue,
  claim,
  claimFollower,
  countBefore,
  type Delivery,
  markDelivered,
  markFailed,
  releaseLost,
  releaseUnbegun,
} from './deliveries.ts';
import type { Subscriber } from './subscriber.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly session: WorkerSession;
  readonly subscribers: readonly Subscriber[];
  readonly log?: WorkLog;
  /** Concurrent handlers, each with a connection of its own. Default 4: keep it well below the pool's size. */
  readonly parallel?: number;
  /** Deliveries taken by one claim. Default 8 per handler. */
  readonly batch?: number;
  /** Attempts before a delivery becomes a dead letter. Default 8. */
  readonly maxAttempts?: number;
  readonly backoff?: Backoff;
  /** How often to check without a wake-up, milliseconds. Default 1 000. */
  readonly sweepEvery?: number;
  /** A handler that runs longer has failed, milliseconds. Default 30 000. */
  readonly handlerTimeout?: number;
}

const SCOPE = systemScope('event delivery');

/** A claimed delivery. */
interface Held {
  readonly delivery: Delivery;
  /** The number of wake-ups before it was claimed. */
  readonly wakes: number;
}

/**
 * Delivers the outbox. Any number of relays may run: each skips what another has claimed, and a delivery is marked in
 * the transaction its handler writes in, so its database effects happen exactly once.
 *  States of a delivery: pending -> (claimed) -> delivered, or back to pending with a later time, or dead.
 */
export class Relay {
  readonly #options: Required<Omit<RelayOptions, 'subscribers'>>;
  readonly #subscribers: ReadonlyMap<string, Subscriber>;
  readonly #consumers: readonly string[];
  readonly #outages: Outages;
  /** Claimed and not begun. */
  #waiting: Held[] = [];
  /** How often this relay was woken. */
  #wakes = 0;
  readonly #running = new Map<string, Promise<void>>();
  /** Suspects held, see kernel/coordination/crashes.ts. */
  #suspectsHeld = 0;
  #state: 'new' | 'running' | 'stopping' | 'stopped' = 'new';
  #claiming: Promise<void> | undefined;
  /** Something may be due that the claim in progress does not see. */
  #woken = false;
  #sweepDue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    const { subscribers, parallel = 4, ...rest } = options;
    this.#options = {
      log: NO_LOG,
      parallel,
      batch: parallel * 8,
      maxAttempts: 8,
      backoff: DEFAULT_BACKOFF,
      sweepEvery: 1_000,
      handlerTimeout: 30_000,
      ...rest,
    };
    this.#outages = new Outages(this.#options.log);
    this.#subscribers = new Map(subscribers.map((subscriber) => [subscriber.name, subscriber]));
    if (this.#subscribers.size !== subscribers.length) throw new Error('two subscribers share a name');
    this.#consumers = [...this.#subscribers.keys()];
  }

  /** Deliveries being handled and waiting in this process, for metrics. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running.size, waiting: this.#waiting.length };
  }

  /** Starts delivering. The session must be open. */
  async start(): Promise<void> {
    this.#state = 'running';
    await this.#options.session.listen(OUTBOX_CHANNEL, () => this.wake());
    this.#timer = setInterval(() => this.#sweep(), this.#options.sweepEvery);
    this.#sweep();
  }

  /** There may be something to deliver. Cheap, and never lost: a wake-up during a claim causes another claim. */
  wake(): void {
    if (this.#state !== 'running') return;
    this.#wakes += 1;
    this.#woken = true;
    // The code that woke it (a request that committed) is not part of what it does.
    outsideContext(() => this.#pump());
  }

  /**
   * Resolves when no event is due for this relay's consumers, here or in another process; what waits for a later
   * attempt does not count. @throws after `timeout` milliseconds.
   */
  async idle(timeout = 120_000): Promise<void> {
    const deadline = Date.now() + timeout;
    for (;;) {
      this.wake();
      while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
      const due = await this.#options.database.run(SCOPE, (uow) => anyDue(uow, this.#consumers));
      if (!due && this.#running.size === 0 && this.#waiting.length === 0) return;
      if (Date.now() > deadline) throw new Error(`events were still due after ${timeout} ms`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  /**
   * Claims nothing more, waits for running handlers (`timeout` milliseconds at most, default 10 000) and returns what
   * was not begun. What still runs then is left to the remaining workers, once this one's session has ended.
   */
  async drain(timeout = 10_000): Promise<void> {
    if (this.#state !== 'running') return;
    this.#state = 'stopping';
    clearInterval(this.#timer);
    await this.#claiming;
    this.#waiting = [];
    this.#suspectsHeld = 0;
    let late: NodeJS.Timeout | undefined;
    const patience = new Promise((done) => {
      late = setTimeout(done, timeout);
    });
    await Promise.race([Promise.allSettled(this.#running.values()), patience]);
    clearTimeout(late);
    if (this.#running.size === 0) {
      await this.#options.database
        .run(SCOPE, (uow) => releaseUnbegun(uow, this.#options.session.id))
        .catch((error: unknown) => this.#report('could not give deliveries back', error));
    }
    this.#state = 'stopped';
  }

  #sweep(): void {
    this.#sweepDue = true;
    this.wake();
  }

  /** Keeps handlers busy and claims more before they run dry. Every change of state ends here. */
  #pump(): void {
    while (
      this.#state === 'running' &&
      this.#running.size < this.#options.parallel &&
      this.#waiting.length > 0
    ) {
      const held = this.#waiting.shift() as Held;
      const { delivery } = held;
      const work = this.#deliver(held).finally(() => {
        this.#running.delete(delivery.id);
        if (delivery.suspect) {
          this.#suspectsHeld -= 1;
          this.#woken = true;
        }
        this.#pump();
      });
      this.#running.set(delivery.id, work);
    }
    const room = this.#waiting.length < this.#options.parallel;
    if (this.#state !== 'running' || this.#claiming !== undefined || !this.#woken || !room) return;
    this.#claiming = this.#claim().finally(() => {
      this.#claiming = undefined;
      this.#pump();
    });
  }

  async #claim(): Promise<void> {
    const { database, session, batch } = this.#options;
    const sweep = this.#sweepDue;
    const wakes = this.#wakes;
    this.#woken = false;
    this.#sweepDue = false;
    try {
      const claimed = await database.run(SCOPE, async (uow) => {
        if (sweep) {
          const inHand = [...this.#running.keys(), ...this.#waiting.map(({ delivery }) => delivery.id)];
          const freed = await releaseLost(uow, session.id, inHand);
          uow.afterCommit(() => this.#reportGivenUp(freed));
        }
        const suspectsHeld = this.#suspectsHeld;
        return claim(uow, session.id, { consumers: this.#consumers, limit: batch, suspectsHeld });
      });
      this.#waiting.push(...claimed.map((delivery) => ({ delivery, wakes })));
      this.#suspectsHeld += claimed.filter(({ suspect }) => suspect).length;
      // A full batch means there may be more.
      if (claimed.length >= batch) this.#woken = true;
    } catch (error) {
      this.#report('could not claim deliveries; trying again at the next sweep', error);
    }
  }

  #reportGivenUp(freed: readonly FreedWork[]): void {
    for (const { id, kind, givenUp } of freed) {
      if (!givenUp) continue;
      const fields = { consumer: kind, delivery: id, reason: WORKER_CRASHED };
      this.#options.log.error(fields, 'event became a dead letter');
    }
  }

  async #deliver({ delivery, wakes }: Held): Promise<void> {
    const { database, session } = this.#options;
    const before = this.#wakes;
    try {
      if (delivery.suspect) await database.run(SCOPE, (uow) => countBefore(uow, session.id, delivery));
      const follower = await runInContext(
        {
          correlationId: delivery.event.correlationId,
          traceparent: delivery.traceparent,
          operation: delivery.consumer,
        },
        () =>
          database.run(SCOPE, async (uow) => {
            if (!(await markDelivered(uow, session.id, delivery))) return undefined;
            const subscriber = this.#subscribers.get(delivery.consumer) as Subscriber;
            await this.#inTime(subscriber.handle(delivery.event, uow));
            return delivery.followed ? claimFollower(uow, session.id, delivery) : undefined;
          }),
      );
      // At the end of the queue: one busy aggregate must not delay the others.
      if (follower !== undefined) this.#waiting.push({ delivery: follower, wakes: before });
      // Events written behind it while it was claimed could not be claimed when their wake-up came.
      else if (wakes !== this.#wakes) this.#woken = true;
    } catch (error) {
      await this.#failed(delivery, error);
    }
  }

  async #failed(delivery: Delivery, error: unknown): Promise<void> {
    const { database, session, backoff, maxAttempts } = this.#options;
    const reason = describeFailure(error);
    const fields = {
      consumer: delivery.consumer,
      event: delivery.event.id,
      type: delivery.event.type,
      attempt: delivery.attempt,
      correlationId: delivery.event.correlationId,
      reason,
    };
    try {
      const delay = backoffDelay(delivery.attempt, backoff);
      const state = await database.run(SCOPE, (uow) =>
        markFailed(uow, session.id, delivery, { reason, delay, maxAttempts }),
      );
      if (state === 'dead') {
        this.#options.log.error(fields, 'event became a dead letter');
        this.wake();
      } else this.#options.log.warn(fields, 'event delivery failed; it will be tried again');
    } catch (cause) {
      // The claim stays until the next sweep finds that no worker holds it.
      this.#report('could not record a failed delivery', cause);
    }
  }

  async #inTime(work: Promise<void>): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new HandlerTimeout()), this.#options.handlerTimeout);
    });
    try {
      await Promise.race([work, limit]);
    } finally {
      clearTimeout(late);
    }
  }

  #report(message: string, error: unknown): void {
    const reason = describeFailure(error);
    this.#outages.report('warn', reason, { worker: this.#options.session.id, reason }, message);
  }
}

class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout';
}
