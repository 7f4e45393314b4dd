import type { Database } from '../../kernel/db/unit/database.ts';
import type { PeriodicTask } from '../../kernel/jobs/periodic.ts';
import { WebhookDelivery, WebhookEvent } from './models.ts';

/** How long events can be replayed and the log of deliveries is kept, days. */
export const KEEP_DAYS = 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 5_000;

/** Removes what is too old: events, and deliveries that have ended, with their attempts. */
export function tidying(database: Database): PeriodicTask {
  return { name: 'webhooks.tidy', every: HOUR_MS, run: () => tidy(database) };
}

export async function tidy(database: Database): Promise<void> {
  for (;;) {
    const removed = await database.asSystem('remove old webhooks', async (uow) => {
      const before = new Date(uow.now.getTime() - KEEP_DAYS * DAY_MS);
      const events = await WebhookEvent.query(uow.trx)
        .select('id')
        .where('occurred_at', '<', before)
        .limit(BATCH);
      await WebhookEvent.query(uow.trx)
        .delete()
        .whereIn(
          'id',
          events.map(({ id }) => id),
        );
      const ended = await WebhookDelivery.query(uow.trx)
        .select('id')
        .where('created_at', '<', before)
        .whereNot({ state: 'pending' })
        .limit(BATCH);
      await WebhookDelivery.query(uow.trx)
        .delete()
        .whereIn(
          'id',
          ended.map(({ id }) => id),
        );
      return Math.max(events.length, ended.length);
    });
    if (removed < BATCH) return;
  }
}
