import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import { OUTBOX_CHANNEL } from './append.ts';

/**
 * A position in a list of dead letters, newest first: those that failed before `failedAt`, and of the same millisecond
 * those before `id` when it is given.
 */
export interface BeforeDeadLetter {
  readonly failedAt: Date;
  readonly id?: string;
}

/** A delivery that used up its attempts. */
export interface DeadDelivery {
  readonly id: string;
  readonly consumer: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
  readonly correlationId: string;
}

interface DeadRow {
  id: string;
  consumer: string;
  last_error: string;
  attempts: number;
  failed_at: Date;
  correlation_id: string;
}

export async function deadDeliveries(
  { trx }: UnitOfWork,
  limit: number,
  before?: BeforeDeadLetter,
): Promise<readonly DeadDelivery[]> {
  const { rows } = await trx.raw<{ rows: DeadRow[] }>(
    `select delivery.id, delivery.consumer, delivery.last_error, delivery.attempts + delivery.crashes as attempts, delivery.failed_at, event.correlation_id
       from outbox_delivery as delivery join outbox_event as event on event.position = delivery.event_position
      where delivery.state = 'dead'
        and (cast(:at as timestamptz) is null or delivery.failed_at < :at
             or delivery.failed_at = :at and delivery.id < cast(:id as bigint))
      order by delivery.failed_at desc, delivery.id desc limit :limit`,
    { at: before?.failedAt.toISOString() ?? null, id: before?.id ?? null, limit },
  );
  return rows.map((row) => ({
    id: row.id,
    consumer: row.consumer,
    reason: row.last_error,
    attempts: row.attempts,
    failedAt: row.failed_at,
    correlationId: row.correlation_id,
  }));
}

/**
 * Makes a dead delivery due again, with its attempts counted from zero. Later events of its aggregate have been
 * delivered since: it is handled out of order, and subscribers to which order matters compare with the current state.
 * @returns false when there is no such dead letter.
 */
export async function retryDelivery({ trx }: UnitOfWork, id: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `with retried as (
       update outbox_delivery set state = 'pending', attempts = 0, crashes = 0, next_attempt_at = now()
        where id = ? and state = 'dead' returning id
     ) select pg_notify('${OUTBOX_CHANNEL}', '') from retried`,
    [id],
  );
  return rows.length > 0;
}
