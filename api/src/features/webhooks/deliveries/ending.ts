import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { DeliverWebhook } from '../jobs.ts';
import { WebhookDelivery } from '../models.ts';

/** Ends a delivery and orders that of the record's next event. */
export async function endDelivery(
  uow: UnitOfWork,
  { id, endpointId, record }: WebhookDelivery,
  state: 'delivered' | 'failed',
): Promise<void> {
  await updateOne(WebhookDelivery.query(uow.trx).findById(id), {
    state,
    endedAt: uow.now,
    nextAttemptAt: null,
    claimedUntil: null,
  });
  const next = await WebhookDelivery.query(uow.trx)
    .where({ endpoint_id: endpointId, record, state: 'pending' })
    .orderBy('position')
    .first();
  if (next !== undefined) uow.enqueue(DeliverWebhook.now(next.id, { deliveryId: next.id }));
}
