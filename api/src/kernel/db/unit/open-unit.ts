import type { Knex } from 'knex';
import { type Scope, systemScope } from '../../auth/scope.ts';
import { WorkLocal } from '../../ground/work-local.ts';
import { MAX_RECORDS, NO_TENANT, type RecordTenant } from '../../observability/audit-subject.ts';
import { currentContext } from '../../observability/context.ts';
import type { DomainEvent } from '../../payload/event.ts';
import type { AnyJob, JobOrder, JobRequest } from '../../payload/job.ts';
import type { DataKeys } from '../../sealing/data-keys.ts';
import type { UnitNotes } from './notes.ts';
import { scopeSql } from './session-scope.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What units need from the {@link Database} they belong to. */
export interface UnitHost {
  readonly dataKeys: DataKeys | undefined;
  readonly checksPayloads: boolean;
  reportSystemScope(scope: Scope): void;
}

/** What every view of one transaction shares (a unit seen as system is the same transaction). */
export interface Shared {
  readonly host: UnitHost;
  readonly events: DomainEvent[];
  readonly jobs: JobOrder[];
  readonly effects: (() => void)[];
  readonly notes: UnitNotes;
  /** The scope that is now set in the database session; see {@link asSystem}. */
  session: Scope;
  /** Switches of the session's scope run one after another. */
  switching: Promise<unknown>;
  /** Number of savepoints made, for their names. */
  savepoints: number;
  open: boolean;
}

export class Unit implements UnitOfWork {
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
    if (this.shared.host.checksPayloads) event.definition.check(event.data);
    this.shared.events.push(event);
  }

  enqueue(request: JobRequest): void {
    if (!this.shared.open) throw new NoUnitOfWork();
    if (this.shared.host.checksPayloads) request.job.check(request.data);
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
    // The first call wins: it is closest to the request; records looked up on the way come later.
    if (subject.tenant === NO_TENANT) subject.tenant = tenant;
    if (!subject.recordIds.includes(id)) subject.recordIds = [...subject.recordIds, id];
  }
}

/** A query was made outside a unit of work, or after it ended. */
export class NoUnitOfWork extends Error {
  readonly code = 'no_unit_of_work';

  constructor() {
    super('no unit of work is open here: wrap the work in database.run(who, …)');
    this.name = 'NoUnitOfWork';
  }
}

/** The unit of the work in progress. */
export const units = new WorkLocal<Unit>();

/** The unit this code runs in, while it is open. */
export function openUnit(): Unit | undefined {
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
 * The unit of work that a model's query belongs to. It must be open, and the database session must hold this code's own
 * scope, which it does not while another branch of the same unit is inside {@link asSystem}.
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
  const keys = unit.shared.host.dataKeys;
  if (keys === undefined)
    throw new Error('this database was opened without data keys: sealed columns cannot be read');
  return keys;
}

/** Records that the unit has written through a model, and which rows it made. */
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
 * Runs `fn` in the current unit's transaction with the system scope, then restores the caller's scope. For the few
 * reads that a caller may not make but whose outcome it may know (is this phone already registered?). `reason` is a
 * short constant; it is reported to `onSystemScope`.
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
  unit.shared.host.reportSystemScope(scope);
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
    // After a failed statement the transaction rejects this one too; the session's scope then ends with it (or with the
    // savepoint around it), and until then `session` allows no query.
    await back().catch(() => undefined);
    throw error;
  }
  await back();
  return value;
}

/**
 * Runs `fn` inside a savepoint of the current unit: when it throws, its writes, events, jobs and effects are undone,
 * the unit goes on, and the error is rethrown to the caller. For batches in which one bad row must not lose the good
 * ones.
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
