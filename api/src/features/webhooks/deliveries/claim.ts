import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { DeliverWebhook } from '../jobs.ts';
import { WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent } from '../models.ts';
import type { WebhookSettings } from '../settings.ts';
import { endDelivery } from './ending.ts';
import { type Envelope, envelopeOf, testEnvelope } from './envelope.ts';
import { TROUBLED } from './retry.ts';

/** Attempts that one endpoint gets at once: a slow one must not hold every worker. */
const MAX_CONCURRENT = 3;

/** What one attempt needs. */
export interface ClaimedAttempt {
  readonly attemptId: string;
  readonly number: number;
  readonly delivery: WebhookDelivery;
  readonly endpoint: WebhookEndpoint;
  readonly envelope: Envelope;
}

/**
 * Claims the next attempt of a delivery: one process at a time has it, and each attempt has a number of its own. Null where
 * there is nothing to do now; where something is left to do, another job sees to it:
 *
 * - an earlier event of the same record waits: its end orders the next one's job (`ending.ts`);
 * - the endpoint is paused: its resumption orders the jobs;
 * - another attempt is under way, or was when its process ended; or the endpoint is left alone: this orders a later one.
 */
export async function claimAttempt(
  uow: UnitOfWork,
  deliveryId: string,
  { timeoutMs }: Pick<WebhookSettings, 'timeoutMs'>,
): Promise<ClaimedAttempt | null> {
  const delivery = await WebhookDelivery.query(uow.trx).findById(deliveryId).forUpdate();
  if (delivery === undefined || delivery.state !== 'pending') return null;
  const later = (at: Date) => {
    uow.enqueue(DeliverWebhook.at(deliveryId, { deliveryId }, at));
    return null;
  };
  if (delivery.claimedUntil !== null && delivery.claimedUntil > uow.now) return later(delivery.claimedUntil);
  if (await waitsForEarlier(uow, delivery)) return null;
  const endpoint = await WebhookEndpoint.query(uow.trx).findById(delivery.endpointId).forUpdate();
  if (endpoint === undefined || endpoint.state === 'paused') return null;
  if (endpoint.quietUntil !== null && endpoint.quietUntil > uow.now) {
    return later(after(endpoint.quietUntil, randomInt(1, 1_000)));
  }
  const busy = await WebhookDelivery.query(uow.trx)
    .where('endpoint_id', endpoint.id)
    .where('claimed_until', '>', uow.now)
    .resultSize();
  if (busy >= (endpoint.failures >= TROUBLED ? 1 : MAX_CONCURRENT)) {
    return later(after(uow.now, randomInt(200, 1_000)));
  }
  const envelope = await envelopeFor(uow, delivery);
  if (envelope === null) {
    // Older than what is kept of events: there is nothing to send.
    await endDelivery(uow, delivery, 'failed');
    return null;
  }
  const number = delivery.attempts + 1;
  const claimed = await updateOne(WebhookDelivery.query(uow.trx).findById(deliveryId), {
    attempts: number,
    firstAttemptAt: delivery.firstAttemptAt ?? uow.now,
    nextAttemptAt: null,
    claimedUntil: after(uow.now, timeoutMs * 2),
  });
  const attemptId = v7();
  await WebhookAttempt.query(uow.trx).insert({
    id: attemptId,
    deliveryId,
    hospitalId: delivery.hospitalId,
    number,
    startedAt: uow.now,
  });
  return { attemptId, number, delivery: claimed, endpoint, envelope };
}

/**
 * Whether an earlier event of the record is still to be delivered. It waits for a change of that one in progress, so that
 * either this sees its end, or its end sees this delivery.
 */
async function waitsForEarlier(
  uow: UnitOfWork,
  { endpointId, record, position }: WebhookDelivery,
): Promise<boolean> {
  for (;;) {
    const earlier = await WebhookDelivery.query(uow.trx)
      .where({ endpoint_id: endpointId, record, state: 'pending' })
      .where('position', '<', position)
      .orderBy('position')
      .first();
    if (earlier === undefined) return false;
    const held = await WebhookDelivery.query(uow.trx).findById(earlier.id).forUpdate();
    if (held?.state === 'pending') return true;
  }
}

async function envelopeFor(uow: UnitOfWork, delivery: WebhookDelivery): Promise<Envelope | null> {
  if (delivery.cause === 'test') return testEnvelope(delivery);
  const event = await WebhookEvent.query(uow.trx).findById(delivery.eventId);
  return event === undefined ? null : envelopeOf(event);
}

function after(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
