import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import type { JsonObject } from '../ground/json.ts';
import type { AnyEvent, DomainEvent, StoredEvent } from '../payload/event.ts';

/** A consumer of domain events; declared with `subscriber` of kernel/events/event.ts. */
export interface Subscriber {
  /** Unique and stable: deliveries are recorded under this name. */
  readonly name: string;
  readonly events: readonly AnyEvent[];
  /**
   * Members that the data of its events must have: no delivery is made of others. A delivery costs a transaction, so a
   * subscriber that needs few events of a kind that there are many of says which.
   */
  readonly only?: JsonObject;
  /** Registers for no new events: it serves what an earlier build left in the outbox. See `retiredSubscriber`. */
  readonly retired?: true;
  /**
   * Runs inside a system unit of work whose commit also marks the delivery: database effects happen exactly once.
   * Throwing rolls both back; the delivery is retried with backoff, then becomes a dead letter.
   */
  handle(event: StoredEvent, uow: UnitOfWork): Promise<void>;
}

/**
 * What must hold from the moment of an event's change: it runs in the transaction that emitted the event, under the
 * scope of the unit that made the change, before the commit. Throwing undoes the change. Only for work on the database
 * that cannot wait for a delivery, such as ending the sessions of a deactivated person; everything else is a {@link
 * Subscriber}. Declared with `atCommit` of kernel/events/event.ts.
 */
export interface AtCommit {
  readonly events: readonly AnyEvent[];
  handle(event: DomainEvent, uow: UnitOfWork): Promise<void>;
}
