import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import { currentContext, currentCorrelationId, makeContext } from '../observability/context.ts';
import type { DomainEvent } from '../payload/event.ts';

/** The channel on which committing units of work wake relays. The payload is empty: a relay checks for itself. */
export const OUTBOX_CHANNEL = 'kiwimesh_outbox';

/** First half of the advisory locks that serialise writers of one aggregate: the ASCII bytes of `evnt`. */
const AGGREGATE_LOCKS = 0x65766e74;

/**
 * One statement, one round trip: locks the aggregates, writes the events in the order they were emitted, and one
 * delivery per subscriber.
 */
const APPEND = `
  with locked as materialized (
    select pg_advisory_xact_lock(${AGGREGATE_LOCKS}, key)
      from (select distinct hashtext(aggregate) as key from unnest(cast(:aggregates as text[])) as aggregate order by key) as keys
  ), ready as materialized (
    select count(*) from locked
  ), event as (
    insert into outbox_event (type, version, aggregate_type, aggregate_id, data, correlation_id, traceparent, occurred_at)
    select given.type, given.version, given.aggregate_type, given.aggregate_id, given.data,
           :correlationId, :traceparent, cast(:occurredAt as timestamptz)
      from ready, rows from (jsonb_to_recordset(cast(:events as jsonb))
             as (type text, version integer, aggregate_type text, aggregate_id text, data jsonb)) with ordinality as given (
               type, version, aggregate_type, aggregate_id, data, place)
     order by given.place
    returning position, type, aggregate_type, aggregate_id, data
  ), delivery as (
    insert into outbox_delivery (event_position, consumer, aggregate)
    select event.position, wants.consumer, event.aggregate_type || ':' || event.aggregate_id
      from event join outbox_subscription as wants
        on wants.event_type = event.type and (wants."only" is null or event.data @> wants."only")
     order by event.position
    returning 1
  )
  select made, case when made > 0 and cast(:notify as boolean) then pg_notify('${OUTBOX_CHANNEL}', '') end
    from (select count(*)::integer as made from delivery) as deliveries`;

/**
 * Writes events to the outbox in the unit's own transaction, as its last statement. A subscriber that registers after
 * an event does not get it.
 *  Order: positions are drawn while holding a lock on each aggregate until the commit, so within an aggregate the order
 *  of positions is the order of commits, whether or not the writer also locked the aggregate's row. Across aggregates
 *  an event may commit after one with a higher position; nothing reads by "higher than the last position", so none is
 *  lost. The locks are taken last and in one order: two units cannot deadlock on them.
 */
export async function appendEvents(uow: UnitOfWork, events: readonly DomainEvent[]): Promise<void> {
  await append(uow, events, true);
}

/**
 * {@link appendEvents} for a process that wakes relays itself, after the commit. NOTIFY in the transaction would need
 * no help, but Postgres lets only one such transaction commit at a time, each waiting for the disk: with eight writers
 * it costs a third to a half of all commits. The sweep makes up for a wake-up that is lost with its process.
 * @param announce called after each commit that left something to deliver; many calls should become one NOTIFY.
 */
export function appendEventsAnd(
  announce: () => void,
): (uow: UnitOfWork, events: readonly DomainEvent[]) => Promise<void> {
  return async (uow, events) => {
    if ((await append(uow, events, false)) > 0) uow.afterCommit(announce);
  };
}

/** @returns the number of deliveries written. */
async function append(uow: UnitOfWork, events: readonly DomainEvent[], notify: boolean): Promise<number> {
  if (events.length === 0) return 0;
  const { rows } = await uow.trx.raw<{ rows: { made: number }[] }>(APPEND, {
    aggregates: events.map(({ aggregate }) => `${aggregate.type}:${aggregate.id}`),
    correlationId: currentCorrelationId(),
    traceparent: currentContext()?.traceparent ?? makeContext(undefined, undefined).traceparent,
    occurredAt: uow.now.toISOString(),
    notify,
    events: JSON.stringify(
      events.map(({ type, definition, aggregate, data }) => ({
        type,
        version: definition.version,
        aggregate_type: aggregate.type,
        aggregate_id: aggregate.id,
        data,
      })),
    ),
  });
  return rows[0]?.made ?? 0;
}
