import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { pause } from '../endpoints/pausing.ts';
import { DeliverWebhook } from '../jobs.ts';
import { type AttemptOutcome, WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '../models.ts';
import type { WebhookSettings } from '../settings.ts';
import type { ClaimedAttempt } from './claim.ts';
import { endDelivery } from './ending.ts';
import { nextAttempt, quietFor } from './retry.ts';

/** How an attempt ended. */
export interface AttemptResult {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly latencyMs: number;
  /** Redacted; null where none is kept. */
  readonly reply: string | null;
  readonly retryAfterMs: number | null;
}

/** The endpoint says that it will never take anything again. */
const GONE = 410;

/**
 * Records how an attempt ended, and orders what follows: the next attempt, or the next event of the record. An attempt that
 * was not recorded in time, and was made again since, changes only its own line of the log.
 */
export async function recordAttempt(
  uow: UnitOfWork,
  { attemptId, number, delivery }: ClaimedAttempt,
  result: AttemptResult,
  settings: WebhookSettings,
): Promise<void> {
  const { outcome, status, latencyMs, reply } = result;
  const present = await WebhookDelivery.query(uow.trx).findById(delivery.id).forUpdate();
  // Its endpoint was deleted meanwhile.
  if (present === undefined) return;
  await updateOne(WebhookAttempt.query(uow.trx).findById(attemptId), { outcome, status, latencyMs, reply });
  if (present.state !== 'pending') return;
  if (outcome === 'delivered') {
    await endDelivery(uow, present, 'delivered');
    await noteSuccess(uow, present.endpointId);
    return;
  }
  if (present.attempts !== number) return;
  const endpoint = await noteFailure(uow, present.endpointId, result, settings);
  const at = nextAttempt(
    {
      attempt: number,
      since: laterOf(present.firstAttemptAt ?? uow.now, endpoint?.resumedAt ?? null),
      now: uow.now,
      retryAfterMs: result.retryAfterMs,
    },
    settings,
  );
  if (at === null && endpoint?.state !== 'paused') return endDelivery(uow, present, 'failed');
  await updateOne(WebhookDelivery.query(uow.trx).findById(present.id), {
    nextAttemptAt: at,
    claimedUntil: null,
  });
  // Of a paused endpoint the resumption orders the jobs.
  if (at !== null && endpoint?.state !== 'paused') {
    uow.enqueue(DeliverWebhook.at(present.id, { deliveryId: present.id }, at));
  }
}

async function noteSuccess(uow: UnitOfWork, endpointId: string): Promise<void> {
  const endpoint = await WebhookEndpoint.query(uow.trx).findById(endpointId);
  // An endpoint that works is not written to: many deliveries to it end at once.
  if (endpoint === undefined || (endpoint.failures === 0 && endpoint.failingSince === null)) return;
  await updateOne(WebhookEndpoint.query(uow.trx).findById(endpointId), {
    failures: 0,
    failingSince: null,
    quietUntil: null,
  });
}

/** @returns the endpoint, which may be paused now. */
async function noteFailure(
  uow: UnitOfWork,
  endpointId: string,
  { status, retryAfterMs }: AttemptResult,
  settings: WebhookSettings,
): Promise<WebhookEndpoint | undefined> {
  const endpoint = await WebhookEndpoint.query(uow.trx).findById(endpointId).forUpdate();
  if (endpoint === undefined || endpoint.state === 'paused') return endpoint;
  const failingSince = endpoint.failingSince ?? uow.now;
  const failures = endpoint.failures + 1;
  const quietMs = Math.max(quietFor(failures, settings), Math.min(retryAfterMs ?? 0, settings.retryForMs));
  const noted = await updateOne(WebhookEndpoint.query(uow.trx).findById(endpointId), {
    failures,
    failingSince,
    quietUntil: quietMs === 0 ? null : new Date(uow.now.getTime() + quietMs),
  });
  if (status === GONE) return pause(uow, noted, 'gone');
  const failedFor = uow.now.getTime() - failingSince.getTime();
  return failedFor >= settings.retryForMs ? pause(uow, noted, 'failing') : noted;
}

function laterOf(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}
