import type { StoredEvent, UnitOfWork } from '../feature.ts';
import { workerLives } from './worker-session.ts';

/** One event on its way to one consumer, in the hands of this worker. */
export interface Delivery {
  readonly id: string;
  readonly consumer: string;
  /** `<type>:<id>`. */
  readonly aggregate: string;
  /** This attempt: 1 for the first; a worker that died in the middle has counted too. */
  readonly attempt: number;
  readonly event: StoredEvent;
  readonly traceparent: string;
}

interface DeliveryRow {
  id: string;
  consumer: string;
  aggregate: string;
  attempts: number;
  position: string;
  type: string;
  aggregate_type: string;
  aggregate_id: string;
  data: StoredEvent['data'];
  correlation_id: string;
  traceparent: string;
  occurred_at: Date;
}

const EVENT_COLUMNS = `event.position, event.type, event.aggregate_type, event.aggregate_id, event.data,
  event.correlation_id, event.traceparent, event.occurred_at`;

/** True when no earlier event of the aggregate still waits for the consumer. */
const IS_HEAD = `not exists (
  select from outbox_delivery as earlier
   where earlier.consumer = head.consumer and earlier.aggregate = head.aggregate
     and earlier.state = 'pending' and earlier.event_position < head.event_position)`;

const CLAIM = `
  with head as (
    select head.id from outbox_delivery as head
     where head.state = 'pending' and head.claimed_by is null and head.next_attempt_at <= now()
       and head.consumer = any(:consumers) and ${IS_HEAD}
     order by head.next_attempt_at, head.event_position
     limit :limit
       for update skip locked
  )
  update outbox_delivery as mine set claimed_by = :worker, attempts = mine.attempts + 1
    from head, outbox_event as event
   where mine.id = head.id and event.position = mine.event_position
  returning mine.id, mine.consumer, mine.aggregate, mine.attempts, ${EVENT_COLUMNS}`;

/**
 * Takes up to `limit` due deliveries in hand, oldest first and only the earliest of each (consumer, aggregate). Relays
 * that ask at once get different ones: rows locked by another are skipped, rows taken by another no longer match.
 */
export async function claim(
  uow: UnitOfWork,
  worker: number,
  consumers: readonly string[],
  limit: number,
): Promise<readonly Delivery[]> {
  const { rows } = await uow.trx.raw<{ rows: DeliveryRow[] }>(CLAIM, { worker, consumers, limit });
  return rows.map(toDelivery).sort((a, b) => Number(BigInt(a.event.id) - BigInt(b.event.id)));
}

const DELIVER = `
  with done as (
    update outbox_delivery set state = 'delivered', delivered_at = now(), claimed_by = null, last_error = null
     where id = :id and claimed_by = :worker and state = 'pending'
    returning event_position
  ), follower as (
    select next.id from done, lateral (
      select id from outbox_delivery
       where consumer = :consumer and aggregate = :aggregate and state = 'pending'
         and event_position > done.event_position
       order by event_position limit 1) as next
  ), taken as (
    update outbox_delivery as mine set claimed_by = :worker, attempts = mine.attempts + 1
      from follower, outbox_event as event
     where mine.id = follower.id and mine.state = 'pending' and mine.claimed_by is null
       and mine.next_attempt_at <= now() and event.position = mine.event_position
    returning mine.id, mine.consumer, mine.aggregate, mine.attempts, ${EVENT_COLUMNS}
  )
  select done.event_position as done, taken.* from done left join taken on true`;

/**
 * Marks the delivery and takes the aggregate's next event for the same consumer in hand, in the transaction the handler
 * will run in: both become true only if it commits. The mark also locks the row, so nobody else can run it meanwhile.
 * @returns undefined when it is no longer this worker's to deliver; else the follower, null when there is none.
 */
export async function markDelivered(
  uow: UnitOfWork,
  worker: number,
  { id, consumer, aggregate }: Delivery,
): Promise<Delivery | null | undefined> {
  const { rows } = await uow.trx.raw<{ rows: (DeliveryRow & { done: string; id: string | null })[] }>(
    DELIVER,
    {
      id,
      worker,
      consumer,
      aggregate,
    },
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return row.id === null ? null : toDelivery(row);
}

const FAIL = `
  with failed as (
    update outbox_delivery
       set claimed_by = null, last_error = :reason, failed_at = date_trunc('milliseconds', now()),
           next_attempt_at = now() + :delay * interval '1 millisecond',
           state = case when attempts >= :maxAttempts then 'dead' else 'pending' end
     where id = :id and claimed_by = :worker and state = 'pending'
    returning consumer, aggregate, event_position, state, next_attempt_at
  ), followers as (
    -- Followers cannot go before the failed one: moved with it, they are not looked at on every sweep until then.
    update outbox_delivery as follower
       set next_attempt_at = case failed.state when 'dead' then now() else failed.next_attempt_at end
      from failed
     where follower.consumer = failed.consumer and follower.aggregate = failed.aggregate
       and follower.state = 'pending' and follower.event_position > failed.event_position
  )
  select state from failed`;

/** Records a failed attempt. @returns what became of the delivery; undefined when it was no longer this worker's. */
export async function markFailed(
  uow: UnitOfWork,
  worker: number,
  delivery: Delivery,
  outcome: { readonly reason: string; readonly delay: number; readonly maxAttempts: number },
): Promise<'pending' | 'dead' | undefined> {
  const { rows } = await uow.trx.raw<{ rows: { state: 'pending' | 'dead' }[] }>(FAIL, {
    id: delivery.id,
    worker,
    ...outcome,
  });
  return rows[0]?.state;
}

const RELEASE_LOST = `
  with lost as (
    select id from outbox_delivery
     where state = 'pending' and claimed_by is not null
       and (claimed_by = :worker and id <> all(cast(:inHand as bigint[]))
            or claimed_by <> :worker and not ${workerLives('claimed_by')})
       for update skip locked
  )
  update outbox_delivery as delivery
     set claimed_by = null,
         state = case when attempts >= :maxAttempts then 'dead' else 'pending' end,
         failed_at = date_trunc('milliseconds', now()), last_error = coalesce(last_error, 'the worker stopped in the middle')
    from lost where delivery.id = lost.id
  returning delivery.id`;

/**
 * Frees deliveries that workers had in hand when they died (and what this worker lost track of, when an answer of the
 * database got lost). The attempt stays counted, so an event that kills its process ends as a dead letter.
 */
export async function releaseLost(
  uow: UnitOfWork,
  worker: number,
  inHand: readonly string[],
  maxAttempts: number,
): Promise<number> {
  const { rows } = await uow.trx.raw<{ rows: unknown[] }>(RELEASE_LOST, { worker, inHand, maxAttempts });
  return rows.length;
}

/** Gives back what was claimed and not begun, uncounted. */
export async function giveBack(uow: UnitOfWork, worker: number): Promise<void> {
  await uow.trx.raw(
    `update outbox_delivery set claimed_by = null, attempts = attempts - 1
      where state = 'pending' and claimed_by = ?`,
    [worker],
  );
}

/** Whether any of the consumers has an event that could be handled now (or is being handled). */
export async function anyDue(uow: UnitOfWork, consumers: readonly string[]): Promise<boolean> {
  const { rows } = await uow.trx.raw<{ rows: { due: boolean }[] }>(
    `select exists (
       select from outbox_delivery as head
        where head.state = 'pending' and head.next_attempt_at <= now()
          and head.consumer = any(:consumers) and ${IS_HEAD}) as due`,
    { consumers },
  );
  return rows[0]?.due === true;
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    consumer: row.consumer,
    aggregate: row.aggregate,
    attempt: row.attempts,
    traceparent: row.traceparent,
    event: {
      id: row.position,
      type: row.type,
      aggregate: { type: row.aggregate_type, id: row.aggregate_id },
      data: row.data,
      occurredAt: row.occurred_at.toISOString(),
      correlationId: row.correlation_id,
    },
  };
}
