import type { Knex } from 'knex';
import type { Scope } from '../../auth/scope.ts';
import type { RecordTenant } from '../../observability/audit-subject.ts';
import type { DomainEvent } from '../../payload/event.ts';
import type { AnyJob, JobOrder, JobRequest } from '../../payload/job.ts';

/** One transaction with its principal's scope set in the database session. */
export interface UnitOfWork {
  readonly trx: Knex.Transaction;
  readonly scope: Scope;
  /** The instant the unit began; one value for every row it writes. */
  readonly now: Date;
  /** Queues an event: written to the outbox in this transaction, delivered after it commits. */
  emit(event: DomainEvent): void;
  /**
   * Enqueues a job: it exists exactly when this transaction commits. At most one job of a kind and key is pending; a
   * second call moves its time.
   */
  enqueue(request: JobRequest): void;
  /** Cancels the pending job of this kind and key, if there is one, when this transaction commits. */
  cancel(job: AnyJob, key: string): void;
  /** Runs after a successful commit; for hints that may be lost (a wake-up), never for effects that must happen. */
  afterCommit(effect: () => void): void;
  /**
   * For the audit log: the record the unit is about, and its tenant. Needed where neither an event nor the reply says
   * the tenant: an edit by a super admin, a list under a record.
   */
  about(type: string, id: string, tenant: RecordTenant): void;
}

/** Writes the jobs of a unit of work as part of its transaction; at most one order per kind and key, sorted by them. */
export type WriteJobs = (uow: UnitOfWork, orders: readonly JobOrder[]) => Promise<void>;

/** Writes events to the outbox inside the unit's transaction; implemented by kernel/events. */
export type AppendEvents = (uow: UnitOfWork, events: readonly DomainEvent[]) => Promise<void>;
