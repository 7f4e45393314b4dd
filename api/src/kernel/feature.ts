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

/** A kind of background work. Handlers must be safe to run twice: a worker can die after the effect. */
export interface JobDefinition<
  Data extends { readonly [key: string]: Json } = { readonly [key: string]: Json },
> {
  readonly name: string;
  /** Default 5; then the job becomes a dead letter. */
  readonly maxAttempts?: number;
  /** How many runs at once in one worker process. Default 10. */
  readonly concurrency?: number;
  handle(data: Data, run: JobRun): Promise<void>;
}

/** Durable, keyed background work. Payloads carry ids only. */
export interface Jobs {
  /** Enqueues at most one pending job for (name, key); `at` in the past or absent means now. A second call with the same key moves the time. */
  enqueue(
    name: string,
    key: string,
    data: { readonly [key: string]: Json },
    options?: { at?: Date },
  ): Promise<void>;
  /** Forgets a pending job; quiet when there is none. */
  cancel(name: string, key: string): Promise<void>;
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
  // biome-ignore lint/suspicious/noExplicitAny: each definition knows its own payload; the runner passes what was enqueued.
  readonly jobs?: readonly JobDefinition<any>[];
}
