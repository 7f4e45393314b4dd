import type { Database } from '../../kernel/db/unit/database.ts';
import type { PeriodicTask } from '../../kernel/jobs/periodic.ts';
import { Notification } from './models.ts';

/** How long notifications are kept, days. */
export const KEEP_DAYS = 90;
const HOUR_MS = 3_600_000;
const BATCH = 5_000;

/** Removes notifications that are too old. */
export function tidying(database: Database): PeriodicTask {
  return { name: 'notifications.tidy', every: HOUR_MS, run: () => tidy(database) };
}

export async function tidy(database: Database): Promise<void> {
  for (;;) {
    const removed = await database.asSystem('remove old notifications', async (uow) => {
      const before = new Date(uow.now.getTime() - KEEP_DAYS * 24 * HOUR_MS);
      const old = Notification.query(uow.trx).select('id').where('created_at', '<', before).limit(BATCH);
      return Notification.query(uow.trx).delete().whereIn('id', old);
    });
    if (removed < BATCH) return;
  }
}
