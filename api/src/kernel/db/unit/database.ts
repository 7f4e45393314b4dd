import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Principal } from '../../auth/principal.ts';
import { type Scope, scopeOf, systemScope } from '../../auth/scope.ts';
import type { Clock } from '../../ground/clock.ts';
import { currentContext } from '../../observability/context.ts';
import type { DomainEvent } from '../../payload/event.ts';
import type { JobOrder } from '../../payload/job.ts';
import type { DataKeys } from '../../sealing/data-keys.ts';
import { DatabaseFault } from '../errors.ts';
import { type ClosingAudit, UnitNotes } from './notes.ts';
import { asSystem, openUnit, type Shared, Unit, type UnitHost, units } from './open-unit.ts';
import { type Isolation, openingSql, sameReach } from './session-scope.ts';
import { inTransaction } from './transaction.ts';
import type { AppendEvents, UnitOfWork, WriteJobs } from './unit-of-work.ts';

export interface DatabaseOptions {
  /** Without it a unit that emits an event fails at commit: an event must never be lost quietly. */
  readonly appendEvents?: AppendEvents;
  /** Without it a unit that enqueues a job fails at commit; see kernel/jobs. */
  readonly writeJobs?: WriteJobs;
  /** Keys for sealed columns; without them such a column can be neither written nor read. */
  readonly dataKeys?: DataKeys;
  readonly clock?: Clock;
  /** Assigns the connections, see `connectionTurns` in kernel/coordination. Without it they go to the first caller. */
  readonly turns?: Turns;
  /** Writes the audit entry of each unit that changes something. Without it nothing is recorded. */
  readonly audit?: ClosingAudit;
  /** Runs in the transaction of each unit that may write, when its work is done. Throwing undoes the unit. */
  readonly beforeCommit?: (uow: UnitOfWork) => Promise<void>;
  /** Called with the reason of every system scope, for the log. Must not throw. */
  readonly onSystemScope?: (reason: string) => void;
  /** Whether data of events and jobs is checked against their schemas, about 3 us each. Default true. */
  readonly checkPayloads?: boolean;
  /** Called with the error of a failed `afterCommit` effect: the commit stands. Default: a process warning. */
  readonly onEffectError?: (error: unknown) => void;
}

/** Lets a unit of work begin when it may have a connection. */
export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** How many are waiting. */
  readonly waiting: number;
}

export interface RunOptions {
  /** The work may be run again from the start after a serialization failure or deadlock: it touches only the database. */
  readonly retry?: boolean;
  readonly isolation?: Isolation;
  readonly readOnly?: boolean;
}

export interface PoolFigures {
  readonly max: number;
  readonly used: number;
  readonly free: number;
  /** Callers waiting for a connection. */
  readonly pending: number;
}

/** How often a retryable unit is run in total. */
const MAX_RUNS = 5;

/** The product's access to Postgres: every query happens inside a unit of work that carries its caller's scope. */
export class Database implements UnitHost {
  readonly #knex: Knex;
  readonly #options: DatabaseOptions;

  /** @param knex a pool from `connect(url, { as: 'app' })`; closed by {@link close}. */
  constructor(knex: Knex, options: DatabaseOptions = {}) {
    this.#knex = knex;
    this.#options = options;
  }

  get dataKeys(): DataKeys | undefined {
    return this.#options.dataKeys;
  }

  /** @internal used by units of work */
  get checksPayloads(): boolean {
    return this.#options.checkPayloads !== false;
  }

  /**
   * Runs `work` in one transaction, as `who`. Commits when it resolves, rolls back when it throws. Inside another unit
   * with the same scope it joins that one; with another scope it throws (see {@link asSystem}).
   * @throws Problem `dependency_down` when Postgres cannot be reached; ConstraintViolation; TenancyViolation.
   */
  async run<T>(
    who: Principal | Scope,
    work: (uow: UnitOfWork) => Promise<T>,
    options: RunOptions = {},
  ): Promise<T> {
    const scope = 'kind' in who ? scopeOf(who) : who;
    const current = openUnit();
    if (current !== undefined && current.shared.host === this) {
      if (!sameReach(current.scope, scope)) {
        throw new Error(
          `a unit of work for ${current.scope.role} is open: it cannot change to ${scope.role}`,
        );
      }
      return work(current);
    }
    this.reportSystemScope(scope);
    for (let run = 1; ; run += 1) {
      try {
        return await this.#inTurn(() => this.#runOnce(scope, work, options));
      } catch (error) {
        const again =
          options.retry === true && run < MAX_RUNS && error instanceof DatabaseFault && error.retryable;
        if (!again) throw error;
        // Jitter, so that two units that collided do not collide again: 0-5, 0-10, 0-20, 0-40 ms.
        await sleep(Math.random() * 5 * 2 ** (run - 1));
      }
    }
  }

  /** {@link asSystem} inside a unit of work; a new unit outside one. */
  async asSystem<T>(reason: string, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    const current = openUnit();
    if (current !== undefined && current.shared.host === this) return asSystem(reason, fn);
    return this.run(systemScope(reason), fn);
  }

  /** The current time of units of work: the database's time, in a running service. */
  now(): Date {
    return this.#options.clock?.() ?? new Date();
  }

  /** Whether Postgres answers. Never throws. */
  async ping(): Promise<boolean> {
    try {
      await this.#knex.raw('select 1');
      return true;
    } catch {
      return false;
    }
  }

  pool(): PoolFigures {
    const pool = (this.#knex.client as { pool?: TarnPool }).pool;
    if (pool === undefined) return { max: 0, used: 0, free: 0, pending: 0 };
    return {
      max: pool.max,
      used: pool.numUsed(),
      free: pool.numFree(),
      pending: pool.numPendingAcquires() + (this.#options.turns?.waiting ?? 0),
    };
  }

  /** Waits for open units, then closes the pool. */
  async close(): Promise<void> {
    await this.#knex.destroy();
  }

  /** @internal used by {@link asSystem} */
  reportSystemScope(scope: Scope): void {
    if (scope.role === 'system') this.#options.onSystemScope?.(scope.reason ?? 'unnamed');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const { turns } = this.#options;
    return turns === undefined ? work() : turns.run(work);
  }

  async #runOnce<T>(scope: Scope, work: (uow: UnitOfWork) => Promise<T>, options: RunOptions): Promise<T> {
    const shared: Shared = {
      host: this,
      events: [],
      jobs: [],
      effects: [],
      notes: new UnitNotes(),
      session: scope,
      switching: Promise.resolve(),
      savepoints: 0,
      open: true,
    };
    const now = this.now();
    const opening = openingSql(scope, options.isolation, options.readOnly);
    let result: T;
    const context = currentContext();
    let events: readonly DomainEvent[] = [];
    const closing = () => {
      if (options.readOnly === true) return undefined;
      // Not before: the work may find out for whom it is done.
      const { audit: subject, operation } = context ?? {};
      return this.#options.audit?.closing({ scope, now, notes: shared.notes, events, subject, operation });
    };
    try {
      const whole = async (trx: Knex.Transaction) => {
        const unit = new Unit(trx, scope, now, shared);
        const value = await units.run(unit, () => work(unit));
        await shared.switching;
        const { beforeCommit } = this.#options;
        if (beforeCommit !== undefined && options.readOnly !== true)
          await units.run(unit, () => beforeCommit(unit));
        events = [...shared.events];
        await units.run(unit, () => this.#writeQueued(unit));
        return value;
      };
      result = await inTransaction(this.#knex, opening, whole, closing);
    } finally {
      shared.open = false;
    }
    // Outside the unit's context, so that an effect that opens a unit of work opens its own.
    units.run(undefined, () => {
      for (const effect of shared.effects) this.#attempt(effect);
    });
    return result;
  }

  #attempt(effect: () => void): void {
    try {
      effect();
    } catch (error) {
      const report = this.#options.onEffectError ?? ((failure) => process.emitWarning(String(failure)));
      report(error);
    }
  }

  /** Events, then jobs: every unit takes their locks last and in this order, so that units cannot deadlock. */
  async #writeQueued(unit: Unit): Promise<void> {
    const { events, jobs } = unit.shared;
    const { appendEvents, writeJobs } = this.#options;
    // Functions that run at the commit may emit events, and jobs may go through the outbox.
    while (events.length > 0 || jobs.length > 0) {
      if (events.length > 0) {
        if (appendEvents === undefined)
          throw new Error('an event was emitted but this database has no outbox');
        await appendEvents(unit, events.splice(0));
      } else {
        if (writeJobs === undefined) throw new Error('a job was enqueued but this database has no job store');
        await writeJobs(unit, lastOrders(jobs.splice(0)));
      }
    }
  }
}

/** The last order for each kind and key; sorted, for the locks. */
function lastOrders(orders: readonly JobOrder[]): readonly JobOrder[] {
  if (orders.length === 1) return orders;
  const last = new Map(orders.map((order) => [`${order.job.name} ${order.key}`, order]));
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, order]) => order);
}

interface TarnPool {
  readonly max: number;
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}
