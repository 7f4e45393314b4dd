import { systemScope } from '../auth/scope.ts';
import type { Database } from '../db/unit/database.ts';
import type { Subscriber } from './subscriber.ts';

export interface PurgeOptions {
  readonly database: Database;
  readonly subscribers: readonly Subscriber[];
  /** Events older than this whose deliveries are all done are deleted. Default 14 days. */
  readonly keepDays?: number;
  /** Events per transaction. Default 5 000: short enough to go unnoticed. */
  readonly batch?: number;
}

const HOUR_MS = 3_600_000;
const SCOPE = systemScope('outbox purge');

/** Deletes what the outbox no longer needs, once an hour. Events with pending or dead deliveries are kept. */
export function purgeTask({ database, subscribers, keepDays = 14, batch = 5_000 }: PurgeOptions): {
  readonly name: string;
  readonly every: number;
  run(): Promise<void>;
} {
  return {
    name: 'outbox.purge',
    every: HOUR_MS,
    async run() {
      await retireSubscribers(database, subscribers, keepDays);
      while ((await purgeBatch(database, keepDays, batch)) === batch);
    },
  };
}

/** @returns how many events were deleted, at most `batch`. */
export async function purgeBatch(database: Database, keepDays: number, batch: number): Promise<number> {
  return database.run(SCOPE, async ({ trx }) => {
    const { rowCount } = await trx.raw<{ rowCount: number }>(
      `delete from outbox_event where position in (
         select event.position from outbox_event as event
          where event.occurred_at < now() - make_interval(days => :keepDays)
            and not exists (select from outbox_delivery as delivery
                             where delivery.event_position = event.position and delivery.state <> 'delivered')
          order by event.occurred_at limit :batch)`,
      { keepDays, batch },
    );
    return rowCount;
  });
}

/**
 * A subscriber that no running build has registered for `keepDays` was removed from the product: its subscription and
 * its undelivered events are deleted. This process' own subscribers are marked as seen first.
 */
export async function retireSubscribers(
  database: Database,
  subscribers: readonly Subscriber[],
  keepDays: number,
): Promise<void> {
  await database.run(SCOPE, async ({ trx }) => {
    await trx.raw('update outbox_subscription set seen_at = now() where consumer = any(?)', [
      subscribers.map(({ name }) => name),
    ]);
    await trx.raw(
      `with gone as (
         delete from outbox_subscription where seen_at < now() - make_interval(days => ?) returning consumer
       )
       delete from outbox_delivery using gone
        where outbox_delivery.consumer = gone.consumer and outbox_delivery.state <> 'delivered'
          and not exists (select from outbox_subscription as kept
                           where kept.consumer = gone.consumer and kept.seen_at >= now() - make_interval(days => ?))`,
      [keepDays, keepDays],
    );
  });
}
