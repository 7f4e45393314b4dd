import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { MAX_RECORDS } from '../audit/entry.ts';
import { NOBODYS, type RecordTenant } from '../audit/subject.ts';
import { type UnitAudit, UnitNotes } from '../audit/unit.ts';
import type { Principal } from '../auth/principal.ts';
import type { AnyJob, Clock, DomainEvent, JobOrder, JobRequest, UnitOfWork, WriteJobs } from '../feature.ts';
import { WorkLocal } from '../ground/work-local.ts';
import { currentContext } from '../observability/context.ts';
import type { DataKeys } from '../privacy/data-keys.ts';
import { type Scope, scopeOf, systemScope } from '../tenancy/scope.ts';
import { DatabaseFault } from './errors.ts';
import { type Isolation, openingSql, sameReach, scopeSql } from './session-scope.ts';
import { inTransaction } from './unit-transaction.ts';

export type { UnitOfWork } from '../feature.ts';

/** Writes events to the outbox inside the unit's transaction; given by kernel/events. */
export type AppendEvents = (uow: UnitOfWork, events: readonly DomainEvent[]) => Promise<void>;

export interface DatabaseOptions {
  /** Without it a unit that emits an event fails at commit: an event must never be lost quietly. */
  readonly appendEvents?: AppendEvents;
  /** Without it a unit that enqueues a job fails at commit; see kernel/jobs. */
  readonly writeJobs?: WriteJobs;
  /** What sealed columns are sealed with; without them such a column can be neither written nor read. */
  readonly dataKeys?: DataKeys;
  readonly clock?: Clock;
  /** Writes the audit entry of each unit that changes something. Without it nothing is recorded. */
  readonly audit?: UnitAudit;
  /** Runs in the transaction of each unit that may write, when its work is done. Throwing undoes the unit. */
  readonly beforeCommit?: (uow: UnitOfWork) => Promise<void>;
  /** Told of every system scope with its reason, for the log. Must not throw. */
  readonly onSystemScope?: (reason: string) => void;
  /** Whether data of events and jobs is held against their schemas, about 3 us each. Default true. */
  readonly checkPayloads?: boolean;
  /** Told of an `afterCommit` effect that threw: the commit stands. Default: a process warning. */
  readonly onEffectError?: (error: unknown) => void;
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

/** How often a retryable unit is run in all. */
const MAX_RUNS = 5;

/** What every view of one transaction shares (a unit seen as system is the same transaction). */
interface Shared {
  readonly database: Database;
  readonly events: DomainEvent[];
  readonly jobs: JobOrder[];
  readonly effects: (() => void)[];
  readonly notes: UnitNotes;
  /** The scope now set in the database session; see {@link asSystem}. */
  session: Scope;
  /** Switches of the session's scope, one after another. */
  switching: Promise<unknown>;
  /** How many savepoints were made, for their names. */
  savepoints: number;
  open: boolean;
}

class Unit implements UnitOfWork {
  readonly trx: Knex.Transaction;
  readonly scope: Scope;
  readonly now: Date;
  readonly shared: Shared;

  constructor(trx: Knex.Transaction, scope: Scope, now: Date, shared: Shared) {
    this.trx = trx;
    this.scope = scope;
    this.now = now;
    this.shared = shared;
  }

  emit(event: DomainEvent): void {
    if (!this.shared.open) throw new NoUnitOfWork();
    if (this.shared.database.checksPayloads) event.definition.check(event.data);
    this.shared.events.push(event);
  }

  enqueue(request: JobRequest): void {
    if (!this.shared.open) throw new NoUnitOfWork();
    if (this.shared.database.checksPayloads) request.job.check(request.data);
    this.shared.jobs.push({ ...request, cancel: false });
  }

  cancel(job: AnyJob, key: string): void {
    if (!this.shared.open) throw new NoUnitOfWork();
    this.shared.jobs.push({ job, key, data: {}, at: null, cancel: true });
  }

  afterCommit(effect: () => void): void {
    if (!this.shared.open) throw new NoUnitOfWork();
    this.shared.effects.push(effect);
  }

  about(type: string, id: string, tenant: RecordTenant): void {
    this.shared.notes.about ??= { type, id, tenant };
    const subject = currentContext()?.audit;
    if (subject === undefined) return;
    // The first to say so knows best: what is looked up on the way comes after it.
    if (subject.tenant === NOBODYS) subject.tenant = tenant;
    if (!subject.recordIds.includes(id)) subject.recordIds = [...subject.recordIds, id];
  }
}

/** Database work was asked for outside a unit of work, or after it ended. */
export class NoUnitOfWork extends Error {
  readonly code = 'no_unit_of_work';

  constructor() {
    super('no unit of work is open here: wrap the work in database.run(who, …)');
    this.name = 'NoUnitOfWork';
  }
}

const units = new WorkLocal<Unit>();

function openUnit(): Unit | undefined {
  const unit = units.get();
  return unit?.shared.open ? unit : undefined;
}

/** The unit of work this code runs in. @throws NoUnitOfWork outside one. */
export function currentUnitOfWork(): UnitOfWork {
  const unit = openUnit();
  if (unit === undefined) throw new NoUnitOfWork();
  return unit;
}

/**
 * The unit of work a model's query belongs to. Besides being open, the database session must hold this code's own
 * scope: it does not while another branch of the same unit is inside {@link asSystem}.
 */
export function unitOfWorkForQuery(): UnitOfWork {
  const unit = openUnit();
  if (unit === undefined) throw new NoUnitOfWork();
  if (unit.shared.session !== unit.scope) {
    throw new Error('a query ran beside asSystem() in the same unit of work: await one before the other');
  }
  return unit;
}

/** The keys of personal data in this unit's database. @throws NoUnitOfWork outside one; Error where there are none. */
export function currentDataKeys(): DataKeys {
  const unit = openUnit();
  if (unit === undefined) throw new NoUnitOfWork();
  const keys = unit.shared.database.dataKeys;
  if (keys === undefined)
    throw new Error('this database was opened without data keys: sealed columns cannot be read');
  return keys;
}

/** Says that the unit has written through a model, and what rows it made. */
export function noteWrite(
  uow: UnitOfWork,
  table: string,
  inserted: readonly Readonly<Record<string, unknown>>[] = [],
): void {
  const { scope, shared } = uow as Unit;
  shared.notes.wrote = true;
  if (scope.role === 'system' && scope.reason !== null) shared.notes.purposes.add(scope.reason);
  for (const { id, hospital_id: hospitalId, community_id: communityId } of inserted) {
    if (typeof id !== 'string' || shared.notes.inserted.length >= MAX_RECORDS) continue;
    shared.notes.inserted.push({ table, id, tenant: { hospitalId, communityId } as RecordTenant });
  }
}

/**
 * Runs `fn` in the current unit's transaction with the system scope, then puts the caller's scope back.
 * For the few reads a caller may not make but whose outcome it may know (is this phone already registered?).
 * `reason` is a short constant; it is reported to `onSystemScope`.
 */
export async function asSystem<T>(reason: string, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> {
  const unit = openUnit();
  if (unit === undefined) throw new NoUnitOfWork();
  if (unit.scope.role === 'system') return fn(unit);
  const turn = unit.shared.switching.then(() => switchScope(unit, systemScope(reason), fn));
  // The caller gets the failure through `turn`; the next in line only waits for its end.
  unit.shared.switching = turn.catch(() => undefined);
  return turn;
}

async function switchScope<T>(unit: Unit, scope: Scope, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> {
  unit.shared.database.reportSystemScope(scope);
  await unit.trx.raw(scopeSql(scope, 'all'));
  unit.shared.session = scope;
  const view = new Unit(unit.trx, scope, unit.now, unit.shared);
  const back = async () => {
    await unit.trx.raw(scopeSql(unit.scope, 'all'));
    unit.shared.session = unit.scope;
  };
  let value: T;
  try {
    value = await units.run(view, () => fn(view));
  } catch (error) {
    // After a failed statement the transaction refuses this one too; then the session's scope dies with it (or with
    // the savepoint around it), and until then `session` keeps every query out.
    await back().catch(() => undefined);
    throw error;
  }
  await back();
  return value;
}

/**
 * Runs `fn` inside a savepoint of the current unit: when it throws, its writes, events, jobs and effects are undone, the
 * unit goes on, and the error is thrown on to the caller. For batches in which one bad row must not lose the good ones.
 */
export async function savepoint<T>(fn: () => Promise<T>): Promise<T> {
  const unit = openUnit();
  if (unit === undefined) throw new NoUnitOfWork();
  const { shared, trx } = unit;
  const before = {
    events: shared.events.length,
    jobs: shared.jobs.length,
    effects: shared.effects.length,
    session: shared.session,
  };
  const inserted = shared.notes.inserted.length;
  shared.savepoints += 1;
  const name = `kiwimesh_${shared.savepoints}`;
  await trx.raw(`SAVEPOINT ${name}`);
  try {
    const value = await fn();
    await trx.raw(`RELEASE SAVEPOINT ${name}`);
    return value;
  } catch (error) {
    await trx.raw(`ROLLBACK TO SAVEPOINT ${name}; RELEASE SAVEPOINT ${name}`);
    shared.events.length = before.events;
    shared.jobs.length = before.jobs;
    shared.effects.length = before.effects;
    shared.notes.inserted.length = inserted;
    shared.session = before.session;
    throw error;
  }
}

/** The product's way to Postgres: every query happens inside a unit of work that carries its caller's scope. */
export class Database {
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
    if (current !== undefined && current.shared.database === this) {
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
        return await this.#runOnce(scope, work, options);
      } catch (error) {
        const again =
          options.retry === true && run < MAX_RUNS && error instanceof DatabaseFault && error.retryable;
        if (!again) throw error;
        // Jitter, so that two units that met do not meet again: 0-5, 0-10, 0-20, 0-40 ms.
        await sleep(Math.random() * 5 * 2 ** (run - 1));
      }
    }
  }

  /** {@link asSystem} inside a unit of work; a unit of its own outside one. */
  async asSystem<T>(reason: string, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    const current = openUnit();
    if (current !== undefined && current.shared.database === this) return asSystem(reason, fn);
    return this.run(systemScope(reason), fn);
  }

  /** What units of work take for now: the database's time, in a running service. */
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
      pending: pool.numPendingAcquires(),
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

  async #runOnce<T>(scope: Scope, work: (uow: UnitOfWork) => Promise<T>, options: RunOptions): Promise<T> {
    const shared: Shared = {
      database: this,
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
    const { audit: subject, operation } = currentContext() ?? {};
    let events: readonly DomainEvent[] = [];
    const closing = () =>
      options.readOnly === true
        ? undefined
        : this.#options.audit?.closing({ scope, now, notes: shared.notes, events, subject, operation });
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

  /** Events, then jobs: every unit takes their locks last and in this order, so that none waits for another in a circle. */
  async #writeQueued(unit: Unit): Promise<void> {
    const { events, jobs } = unit.shared;
    const { appendEvents, writeJobs } = this.#options;
    // What is done at the commit may emit in its turn, and jobs may go through the outbox.
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

/** The last order for each kind and key is the one that counts; in one order, for the locks. */
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
