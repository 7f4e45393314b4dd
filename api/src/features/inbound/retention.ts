import type { Database } from '../../kernel/db/unit/database.ts';
import type { PeriodicTask } from '../../kernel/jobs/periodic.ts';
import { foundBy } from '../../kernel/privacy/blind-index.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { InboundWebhook, MessageDelivery, MessageOptOut } from './models.ts';

/** As long as the ledger knows which message a report is about. */
const KEEP_DAYS = 30;
const HOUR_MS = 3_600_000;
const BATCH = 5_000;

/** Removes what arrived long ago, and how far messages of that time got. */
export function tidying(database: Database): PeriodicTask {
  return { name: 'inbound.tidy', every: HOUR_MS, run: () => tidy(database) };
}

async function tidy(database: Database): Promise<void> {
  for (;;) {
    const removed = await database.asSystem('remove old inbound webhooks', async ({ trx, now }) => {
      const before = new Date(now.getTime() - KEEP_DAYS * 24 * HOUR_MS);
      const arrived = InboundWebhook.query(trx).select('id').where('received_at', '<', before).limit(BATCH);
      const told = MessageDelivery.query(trx).select('id').where('changed_at', '<', before).limit(BATCH);
      // Who gets messages again is like who never wrote. Requests for none stay.
      const again = MessageOptOut.query(trx)
        .select('id')
        .where({ stopped: false })
        .where('changed_at', '<', before)
        .limit(BATCH);
      return Math.max(
        await InboundWebhook.query(trx).delete().whereIn('id', arrived),
        await MessageDelivery.query(trx).delete().whereIn('id', told),
        await MessageOptOut.query(trx).delete().whereIn('id', again),
      );
    });
    if (removed < BATCH) return;
  }
}

/** What providers sent about messages to and from a resident. There is nothing in it that the resident does not have. */
export const inboundRecords: PersonalDataPart = {
  async collect() {
    return {};
  },

  async erase(uow, { phone }) {
    await InboundWebhook.query(uow.trx)
      .delete()
      .whereIn(...foundBy(InboundWebhook, 'recipient', [phone]));
    await MessageOptOut.query(uow.trx)
      .delete()
      .whereIn(...foundBy(MessageOptOut, 'phone', [phone]));
  },
};
