import {
  allowedSuspectsSql,
  type FreedWork,
  isClearSql,
  isGivenUpSql,
  isSuspectSql,
  MAX_SUSPECTS,
  pauseAfterCrashSql,
  SUSPECT,
  WORKER_CRASHED,
} from '../coordination/crashes.ts';
import { workerLives } from '../coordination/worker-session.ts';
import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import type { StoredEvent } from '../payload/event.ts';

/** One event on its way to one consumer, claimed by this worker. */
export interface Delivery {
  readonly id: string;
  readonly consumer: string;
  /** `<type>:<id>`. */
  readonly aggregate: string;
  /** This attempt: 1 for the first. Crashes of workers do not count. */
  readonly attempt: number;
  /** More than one worker crashed while it held this. */
  readonly suspect: boolean;
  /** A later event of the aggregate waits behind it. */
  readonly followed: boolean;
  readonly event: StoredEvent;
  readonly traceparent: string;
}

interface DeliveryRow {
  id: string;
  consumer: string;
  aggregate: string;
  attempts: number;
  crashes: number;
  followed: boolean;
  position: string;
  type: string;
  version: number;
  aggregate_type: string;
  aggregate_id: string;
  data: StoredEvent['data'];
  correlation_id: string;
  traceparent: string;
  occurred_at: Date;
}

/** True when no earlier event of the aggregate is still undelivered to the consumer. */
const IS_HEAD = `not exists (
  select from outbox_delivery as earlier
   where earlier.consumer = head.consumer and earlier.aggregate = head.aggregate
     and earlier.state = 'pending' and earlier.event_position < head.event_position)`;

const dueHeads = (condition: string, order: string, limit: string): string => `
    select head.id, head.crashes, head.next_attempt_at as due from outbox_delivery as head
     where head.state = 'pending' and head.claimed_by is null and head.next_attempt_at <= now()
       and ${condition} and head.consumer = any(:consumers) and ${IS_HEAD}
     order by ${order}
     limit ${limit}
       for update skip locked`;

/** The columns returned of a claimed delivery. */
const TAKEN = `mine.id, mine.consumer, mine.aggregate, mine.attempts, mine.crashes,
  event.position, event.type, event.version, event.aggregate_type, event.aggregate_id, event.data,
  event.correlation_id, event.traceparent, event.occurred_at,
  exists (select from outbox_delivery as later
           where later.consumer = mine.consumer and later.aggregate = mine.aggregate
             and later.state = 'pending' and later.event_position > mine.event_position) as followed`;

const CLAIM = `
  with clear as (${dueHeads(isClearSql('head'), 'head.next_attempt_at, head.event_position', ':limit')}
  ), suspected as (
    ${dueHeads(isSuspectSql('head'), 'head.crashes, head.next_attempt_at', `${MAX_SUSPECTS}`)}
  ), suspect as (
${allowedSuspectsSql('suspected', ':suspectsHeld')}
  )
  update outbox_delivery as mine set claimed_by = :worker
    from (select id from clear union all select id from suspect) as head, outbox_event as event
   where mine.id = head.id and event.position = mine.event_position
  returning ${TAKEN}`;

export interface ClaimOptions {
  readonly consumers: readonly string[];
  readonly limit: number;
  /** How many suspects this worker holds already. Those claimed now come on top of `limit`. */
  readonly suspectsHeld: number;
}

/**
 * Claims due deliveries, oldest first and only the earliest of each (consumer, aggregate). Concurrent relays get
 * different ones: rows locked by another are skipped, rows claimed by another no longer match.
 */
export async function claim(
  uow: UnitOfWork,
  worker: number,
  options: ClaimOptions,
): Promise<readonly Delivery[]> {
  // The statistics of a queue are always stale (mostly it is empty): without hints the planner reads and sorts
  // everything that waits. Without sorting it walks the index on time and stops at the limit: 0.3 ms instead of 20 ms
  // with 4,000 waiting.
  await uow.trx.raw(`set local enable_sort = off`);
  const { rows } = await uow.trx.raw<{ rows: DeliveryRow[] }>(CLAIM, { worker, ...options });
  return rows.map(toDelivery).sort((a, b) => Number(BigInt(a.event.id) - BigInt(b.event.id)));
}

/**
 * Marks the delivery, in the transaction its handler will run in: it is delivered exactly if that commits. This locks
 * the row, so that no other worker can run it at the same time.
 * @returns false when this worker no longer holds it.
 */
export async function markDelivered(uow: UnitOfWork, worker: number, { id }: Delivery): Promise<boolean> {
  const { rowCount } = await uow.trx.raw<{ rowCount: number }>(
    `update outbox_delivery set state = 'delivered', delivered_at = now(), claimed_by = null, last_error = null
      where id = :id and claimed_by = :worker and state = 'pending'`,
    { id, worker },
  );
  return rowCount === 1;
}

/**
 * Counts the crash that a suspect may cause before it begins, in a transaction of its own: a crashed worker cannot
 * count it.
 */
export async function countBefore(uow: UnitOfWork, worker: number, { id }: Delivery): Promise<void> {
  await uow.trx.raw(
    `update outbox_delivery set crashes = crashes + 1
      where id = :id and claimed_by = :worker and state = 'pending'`,
    { id, worker },
  );
}

const FOLLOW = `
  update outbox_delivery as mine set claimed_by = :worker
    from outbox_event as event
   where mine.id = (
           select id from outbox_delivery
            where consumer = :consumer and aggregate = :aggregate and state = 'pending'
              and event_position > :position
            order by event_position limit 1)
     and mine.state = 'pending' and mine.claimed_by is null and ${isClearSql('mine')}
     and mine.next_attempt_at <= now() and event.position = mine.event_position
  returning ${TAKEN}`;

/**
 * Claims the aggregate's next event for the same consumer, in the transaction that marks this one delivered: a long
 * queue of one aggregate is processed without searching for its head each time.
 */
export async function claimFollower(
  uow: UnitOfWork,
  worker: number,
  { consumer, aggregate, event }: Delivery,
): Promise<Delivery | undefined> {
  const { rows } = await uow.trx.raw<{ rows: DeliveryRow[] }>(FOLLOW, {
    worker,
    consumer,
    aggregate,
    position: event.id,
  });
  return rows[0] === undefined ? undefined : toDelivery(rows[0]);
}

const FAIL = `
  with failed as (
    update outbox_delivery
       set claimed_by = null, attempts = attempts + 1, crashes = crashes - :survived, last_error = :reason,
           failed_at = date_trunc('milliseconds', now()),
           next_attempt_at = now() + :delay * interval '1 millisecond',
           state = case when attempts + 1 >= :maxAttempts then 'dead' else 'pending' end
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

/** Records a failed attempt. @returns what happened to the delivery; undefined when this worker no longer held it. */
export async function markFailed(
  uow: UnitOfWork,
  worker: number,
  delivery: Delivery,
  outcome: { readonly reason: string; readonly delay: number; readonly maxAttempts: number },
): Promise<'pending' | 'dead' | undefined> {
  const { rows } = await uow.trx.raw<{ rows: { state: 'pending' | 'dead' }[] }>(FAIL, {
    id: delivery.id,
    worker,
    // The crash counted before it began did not happen.
    survived: delivery.suspect ? 1 : 0,
    ...outcome,
  });
  return rows[0]?.state;
}

const RELEASE_LOST = `
  with lost as (
    select id, claimed_by = :worker as mine from outbox_delivery
     where state = 'pending' and claimed_by is not null
       and (claimed_by = :worker and id <> all(cast(:inHand as bigint[]))
            or claimed_by <> :worker and not ${workerLives('claimed_by')})
       for update skip locked
  ), counted as (
    -- A suspect was counted when it was begun, if it was.
    select lost.id, lost.mine, crashes + (not lost.mine and crashes < ${SUSPECT})::integer as deaths
      from lost join outbox_delivery using (id)
  )
  update outbox_delivery as delivery
     set claimed_by = null, crashes = deaths,
         state = case when ${isGivenUpSql('deaths')} then 'dead' else 'pending' end,
         next_attempt_at = case when mine then next_attempt_at else now() + ${pauseAfterCrashSql('deaths')} end,
         failed_at = case when mine then failed_at else date_trunc('milliseconds', now()) end,
         last_error = case when mine then last_error else coalesce(last_error, '${WORKER_CRASHED}') end
    from counted where delivery.id = counted.id
  returning delivery.id, delivery.consumer as kind, delivery.state = 'dead' as "givenUp"`;

/**
 * Frees deliveries that workers held when they crashed. The crash counts against all of them, begun or not, until there
 * were two (which slows nothing down: as many may still be handled at once); from then on only against those that had
 * begun ({@link countBefore}). So an event that ends its process every time becomes a dead letter, and those that
 * waited beside it do not. Also frees, without counting, what this worker lost track of because a reply of the database
 * was lost.
 */
export async function releaseLost(
  uow: UnitOfWork,
  worker: number,
  inHand: readonly string[],
): Promise<readonly FreedWork[]> {
  const { rows } = await uow.trx.raw<{ rows: FreedWork[] }>(RELEASE_LOST, { worker, inHand });
  return rows;
}

/** Returns what was claimed and not begun. */
export async function releaseUnbegun(uow: UnitOfWork, worker: number): Promise<void> {
  await uow.trx.raw(
    `update outbox_delivery set claimed_by = null
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

/** Of the newest event in the outbox; empty where there is none. */
export async function lastPosition(uow: UnitOfWork): Promise<string> {
  const { rows } = await uow.trx.raw<{ rows: { last: string | null }[] }>(
    'select max(position)::text as last from outbox_event',
  );
  return rows[0]?.last ?? '';
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    consumer: row.consumer,
    aggregate: row.aggregate,
    attempt: row.attempts + 1,
    suspect: row.crashes >= SUSPECT,
    followed: row.followed,
    traceparent: row.traceparent,
    event: {
      id: row.position,
      type: row.type,
      version: row.version,
      aggregate: { type: row.aggregate_type, id: row.aggregate_id },
      data: row.data,
      occurredAt: row.occurred_at.toISOString(),
      correlationId: row.correlation_id,
    },
  };
}
