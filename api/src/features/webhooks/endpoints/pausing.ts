import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { WebhookEndpointPaused, WebhookEndpointResumed } from '../events.ts';
import { DeliverWebhook, SendPauseNotice } from '../jobs.ts';
import { type PauseReason, WebhookDelivery, WebhookEndpoint } from '../models.ts';

/** Stops sending: what waits stays, what happens meanwhile is not sent but can be replayed. The row is locked or just read. */
export async function pause(
  uow: UnitOfWork,
  { id, version }: WebhookEndpoint,
  reason: PauseReason,
): Promise<WebhookEndpoint> {
  const paused = await updateOne(WebhookEndpoint.query(uow.trx).findById(id), {
    state: 'paused',
    pauseReason: reason,
    pausedAt: uow.now,
    version: version + 1,
    updatedAt: uow.now,
  });
  const { hospitalId } = paused;
  uow.emit(WebhookEndpointPaused(id, { webhookEndpointId: id, hospitalId, reason }));
  if (reason === 'failing' || reason === 'gone') {
    const pausedAt = uow.now.toISOString();
    uow.enqueue(SendPauseNotice.now(`${id}:${pausedAt}`, { webhookEndpointId: id, pausedAt }));
  }
  return paused;
}

/** Sends again what waits, each for the whole period from now, and what happens from now on. */
export async function resume(uow: UnitOfWork, { id, version }: WebhookEndpoint): Promise<WebhookEndpoint> {
  const resumed = await updateOne(WebhookEndpoint.query(uow.trx).findById(id), {
    state: 'active',
    pauseReason: null,
    pausedAt: null,
    failingSince: null,
    failures: 0,
    quietUntil: null,
    resumedAt: uow.now,
    version: version + 1,
    updatedAt: uow.now,
  });
  const { hospitalId } = resumed;
  uow.emit(WebhookEndpointResumed(id, { webhookEndpointId: id, hospitalId }));
  const waiting = await WebhookDelivery.query(uow.trx)
    .where({ endpoint_id: id, state: 'pending' })
    .orderBy('position');
  for (const { id: deliveryId } of waiting) uow.enqueue(DeliverWebhook.now(deliveryId, { deliveryId }));
  return resumed;
}
