import type { Knex } from 'knex';
import type { RecordTenant } from './audit/subject.ts';
import type { Operations } from './http/operation.ts';
import type { Scope } from './tenancy/scope.ts';

/** Where "now" comes from, so that tests can hold it still. */
export type Clock = () => Date;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** A kind of event; declared with `event` of kernel/events/event.ts. */
export interface EventDefinition<Type extends string = string, Data extends JsonObject = JsonObject> {
  /** `<what>.<past tense>`, e.g. `booking.assigned`. */
  readonly type: Type;
  readonly aggregateType: string;
  readonly version: number;
  readonly description: string;
  /** JSON Schema (2020-12) of its data. */
  readonly schema: JsonObject;
  readonly example: Data;
  /** @throws PayloadFault when data is not what the schema says. */
  check(data: JsonObject): void;
  /** Types a stored event, upgrading what an earlier version wrote. @throws UnknownEvent; PayloadFault. */
  read(stored: StoredEvent): StoredEvent<Type, Data>;
}

// biome-ignore lint/suspicious/noExplicitAny: only `any` stands for the data of every event.
export type AnyEvent = EventDefinition<string, any>;

/** Something that happened. Carries ids, states and times only: never a name, phone or clinical word. */
export interface DomainEvent<Type extends string = string, Data extends JsonObject = JsonObject> {
  readonly definition: AnyEvent;
  readonly type: Type;
  /** Events of one aggregate reach each subscriber in the order they were committed. */
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
}

export interface StoredEvent<Type extends string = string, Data extends JsonObject = JsonObject> {
  readonly type: Type;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
  /** Of its definition when it was written; 0 for builds from before events had versions. */
  readonly version: number;
  /** Position in the outbox, a decimal string; also the id subscribers use to recognise a repeat. */
  readonly id: string;
  readonly occurredAt: string;
  readonly correlationId: string;
}

/** One transaction with its principal's scope set in the database session. */
export interface UnitOfWork {
  readonly trx: Knex.Transaction;
  readonly scope: Scope;
  /** The instant the unit began; one value for every row it writes. */
  readonly now: Date;
  /** Queues an event: written to the outbox in this transaction, delivered after it commits. */
  emit(event: DomainEvent): void;
  /**
   * Asks for a job: it exists exactly when this transaction commits. There is at most one pending job of a kind and key;
   * a second call moves its time.
   */
  enqueue(request: JobRequest): void;
  /** Forgets the pending job of this kind and key, if there is one, when this transaction commits. */
  cancel(job: AnyJob, key: string): void;
  /** Runs after a successful commit; for hints that may be lost (a wake-up), never for effects that must happen. */
  afterCommit(effect: () => void): void;
  /**
   * For the audit log: which record the unit is about, and whose it is. Needed where neither an event nor the reply
   * says whose: an edit by a super admin, a list under a record.
   */
  about(type: string, id: string, tenant: RecordTenant): void;
}

/** A consumer of domain events; declared with `subscriber` of kernel/events/event.ts. */
export interface Subscriber {
  /** Unique and stable: deliveries are recorded under this name. */
  readonly name: string;
  readonly events: readonly AnyEvent[];
  /** Wants no new events: it serves what is left of an earlier build's. See `retiredSubscriber`. */
  readonly retired?: true;
  /**
   * Runs inside a system unit of work whose commit also marks the delivery: database effects happen exactly once.
   * Throwing rolls both back; the delivery is tried again with backoff, then becomes a dead letter.
   */
  handle(event: StoredEvent, uow: UnitOfWork): Promise<void>;
}

/**
 * What must hold as soon as an event's change does: it runs in the transaction that emitted the event, under the scope
 * of whoever made the change, before the commit. Throwing undoes the change. Only for work on the database that cannot
 * wait for a delivery, such as ending the sessions of a person who was deactivated; all else is a {@link Subscriber}.
 * Declared with `atCommit` of kernel/events/event.ts.
 */
export interface AtCommit {
  readonly events: readonly AnyEvent[];
  handle(event: DomainEvent, uow: UnitOfWork): Promise<void>;
}

export interface JobRun {
  readonly key: string;
  /** 1 for the first run; runs cut short by the death of a worker count. */
  readonly attempt: number;
}

/** A kind of job, by which it is asked for; declared with `job` of kernel/jobs/job.ts. */
export interface AnyJob {
  readonly name: string;
  /** @throws PayloadFault when data is not what its schema says. */
  check(data: JsonObject): void;
}

/** A job to be done; made by its kind, e.g. `SendOtp.at(key, data, at)`. */
export interface JobRequest {
  readonly job: AnyJob;
  readonly key: string;
  /** Ids, states and times only. */
  readonly data: JsonObject;
  /** Null and the past mean at once. */
  readonly at: Date | null;
}

/** What a unit of work has to write about one kind and key: a request, or that a pending one is cancelled. */
export interface JobOrder extends JobRequest {
  readonly cancel: boolean;
}

/** Writes the jobs of a unit of work as part of its transaction; one order at most for a kind and key, sorted by them. */
export type WriteJobs = (uow: UnitOfWork, orders: readonly JobOrder[]) => Promise<void>;

/** What is done when a job is due; declared with `jobHandler` of kernel/jobs/job.ts. */
export interface JobDefinition<Data extends JsonObject = JsonObject> {
  readonly name: string;
  /** Default 5; then the job becomes a dead letter. */
  readonly maxAttempts?: number;
  /** How many runs at once in one worker process. Default 10. */
  readonly concurrency?: number;
  /** Must be safe to run twice: a worker can die after the effect. */
  handle(data: Data, run: JobRun): Promise<void>;
}

/** Pushes to sockets of every API process. Best effort: the truth is always readable over HTTP. */
export interface Realtime {
  publish(
    namespace: string,
    rooms: readonly string[],
    event: string,
    payload: { readonly [key: string]: Json },
  ): void;
  /** Takes the sockets in room `who` (somebody's own, such as `resident:<id>`) out of other rooms, in every process. */
  leave(namespace: string, who: string, rooms: readonly string[]): void;
}

/** What a capability gives the composition root. */
export interface Feature {
  readonly operations?: Partial<Operations>;
  readonly subscribers?: readonly Subscriber[];
  readonly atCommit?: readonly AtCommit[];
  readonly jobs?: readonly JobDefinition[];
}
