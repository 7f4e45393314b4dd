import { systemScope } from '../auth/scope.ts';
import type { Database } from '../db/unit/database.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * Registers subscribers for their events; from then on every event appended by any process is delivered to them. Runs
 * at each start, before anything is served. Events that a subscriber of this build no longer handles are removed;
 * subscribers unknown to this build are left alone, because another version may be running (see `retireSubscribers`).
 */
export async function registerSubscribers(database: Database, all: readonly Subscriber[]): Promise<void> {
  // Earlier builds that still run need the events of subscribers that are retired here.
  const subscribers = all.filter(({ retired }) => retired !== true);
  const pairs = subscribers.flatMap(({ name, events, only }) =>
    events.map(({ type }) => ({ name, type, only: only === undefined ? null : JSON.stringify(only) })),
  );
  await database.run(systemScope('event subscriptions'), async ({ trx }) => {
    // One process at a time: two that write the same rows in different orders would deadlock.
    await trx.raw(`lock table outbox_subscription in share row exclusive mode`);
    await trx.raw(
      `insert into outbox_subscription (consumer, event_type, "only")
       select consumer, event_type, cast("only" as jsonb)
         from unnest(cast(:names as text[]), cast(:types as text[]), cast(:only as text[]))
           as given (consumer, event_type, "only")
       on conflict (event_type, consumer) do update set seen_at = now(), "only" = excluded."only"`,
      {
        names: pairs.map(({ name }) => name),
        types: pairs.map(({ type }) => type),
        only: pairs.map(({ only }) => only),
      },
    );
    await trx.raw(
      `delete from outbox_subscription as old
        where consumer = any(:consumers) and not exists (
          select from unnest(cast(:names as text[]), cast(:types as text[])) as wanted (consumer, event_type)
           where wanted.consumer = old.consumer and wanted.event_type = old.event_type)`,
      {
        consumers: subscribers.map(({ name }) => name),
        names: pairs.map(({ name }) => name),
        types: pairs.map(({ type }) => type),
      },
    );
  });
}
