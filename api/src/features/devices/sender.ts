import { createHash } from 'node:crypto';
import { backoffDelay } from '../../kernel/coordination/backoff.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../kernel/jobs/definition.ts';
import { jobHandler } from '../../kernel/jobs/job.ts';
import type { Logger } from '../../kernel/observability/logger.ts';
import type { Metrics } from '../../kernel/observability/metrics.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import { PushError, type PushMessage, type PushServices } from '../../ports/push.ts';
import { type IdentityFace, personOf } from '../identity/index.ts';
import type { AccountsFace } from '../organisations/index.ts';
import { SendPush } from './jobs.ts';
import { lineIn } from './lines.ts';
import { PushDelivery, PushDevice } from './models.ts';

/** Between tries, milliseconds. */
const BACKOFF = { first: 2_000, most: 600_000 };
/** Of one worker: other kinds of job keep half of its places. */
const CONCURRENCY = 5;

export interface SenderDeps {
  readonly database: Database;
  readonly push: Pick<PushServices, 'fcm' | 'webPush'>;
  readonly identity: Pick<IdentityFace, 'holdSession'>;
  readonly organisations: Pick<AccountsFace, 'staffContact' | 'residentAccount'>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

interface Ready {
  readonly delivery: PushDelivery;
  readonly device: PushDevice;
  readonly language: string | null;
}

type Result = { readonly accepted: true } | { readonly accepted: false; readonly error: PushError };

/** Sends pushes, one try a job. The port has it reach its service once, also where several processes try. */
export class PushSender {
  readonly #deps: SenderDeps;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  job(): JobDefinition {
    return jobHandler(SendPush, {
      // Tries are counted with the delivery: these are faults of our own.
      maxAttempts: 10,
      concurrency: CONCURRENCY,
      handle: ({ deliveryId }) => this.send(deliveryId),
    });
  }

  async send(deliveryId: string): Promise<void> {
    const { database, metrics } = this.#deps;
    const ready = await database.asSystem('begin a push', (uow) => this.#begin(uow, deliveryId));
    if (ready === null) return;
    const result = await this.#try(ready, database.now());
    metrics.pushTry(ready.device.kind, result.accepted ? 'accepted' : result.error.failure);
    await database.asSystem('record a push', (uow) => record(uow, ready, result));
  }

  /** Null where there is nothing to send any more. */
  async #begin(uow: UnitOfWork, deliveryId: string): Promise<Ready | null> {
    const found = await PushDelivery.query(uow.trx).findById(deliveryId);
    const of = found && (await PushDevice.query(uow.trx).findById(found.deviceId));
    if (of === undefined) return null;
    // A person who signed out gets nothing more on this device.
    if ((await this.#deps.identity.holdSession(uow, of.sessionId)) === null) {
      await PushDevice.query(uow.trx).deleteById(of.id);
      return null;
    }
    const locked = await lock(uow, of.id, deliveryId);
    if (locked === null || locked.delivery.state !== 'pending') return null;
    const { delivery, device } = locked;
    if (delivery.expiresAt <= uow.now) {
      await end(uow, delivery, 'failed');
      return null;
    }
    const begun = await updateOne(PushDelivery.query(uow.trx).findById(deliveryId), {
      attempts: delivery.attempts + 1,
    });
    return { delivery: begun, device, language: await this.#languageOf(uow, device) };
  }

  async #languageOf(uow: UnitOfWork, device: PushDevice): Promise<string | null> {
    const { organisations } = this.#deps;
    const { kind, id } = personOf(device);
    const account =
      kind === 'staff'
        ? await organisations.staffContact(uow, id)
        : await organisations.residentAccount(uow, id);
    return account?.language ?? null;
  }

  async #try({ delivery, device, language }: Ready, now: Date): Promise<Result> {
    const message = {
      title: 'Kiwimesh',
      body: lineIn(delivery.line, language),
      data: { ...delivery.ids, line: delivery.line },
      urgency: delivery.urgency,
      ttlSeconds: Math.max(1, Math.floor((delivery.expiresAt.getTime() - now.getTime()) / 1_000)),
      collapseKey: collapseKeyOf(delivery),
    };
    try {
      await this.#hand(device, message);
      return { accepted: true };
    } catch (error) {
      if (!(error instanceof PushError)) throw error;
      const { failure, providerCode } = error;
      const known = { deliveryId: delivery.id, kind: device.kind, failure, providerCode };
      if (failure === 'misconfigured') this.#deps.log.error(known, 'a push service refuses our credentials');
      else this.#deps.log.info(known, 'a push was not accepted');
      return { accepted: false, error };
    }
  }

  async #hand({ kind, address, keys }: PushDevice, message: Omit<PushMessage, 'target'>): Promise<void> {
    const { fcm, webPush } = this.#deps.push;
    if (kind === 'web_push') {
      if (webPush === null) throw new PushError('misconfigured', { providerCode: 'no VAPID_PUBLIC_KEY' });
      const { p256dh = '', auth = '' } = keys ?? {};
      await webPush.send({ ...message, target: { kind, endpoint: address, p256dh, auth } });
      return;
    }
    if (fcm === null) throw new PushError('misconfigured', { providerCode: 'no FCM_SERVICE_ACCOUNT' });
    await fcm.send({ ...message, target: { kind, token: address } });
  }
}

/** One for each push of a device, and the same for each try of it: 32 characters, as push services take at most. */
function collapseKeyOf({ deviceId, key }: PushDelivery): string {
  return createHash('sha256').update(`${deviceId} ${key}`).digest('base64url').slice(0, 32);
}

/**
 * In the order in which all that removes devices locks: the session, the device, its deliveries. Null where the device was
 * removed.
 */
async function lock(
  uow: UnitOfWork,
  deviceId: string,
  deliveryId: string,
): Promise<Pick<Ready, 'device' | 'delivery'> | null> {
  const device = await PushDevice.query(uow.trx).findById(deviceId).forUpdate();
  const delivery = await PushDelivery.query(uow.trx).findById(deliveryId).forUpdate();
  return device === undefined || delivery === undefined ? null : { device, delivery };
}

/** Keeps what came of a try, and orders the next one. */
async function record(uow: UnitOfWork, { delivery, device }: Ready, result: Result): Promise<void> {
  const present = (await lock(uow, device.id, delivery.id))?.delivery;
  // Its device was removed meanwhile.
  if (present === undefined || present.state === 'accepted') return;
  // Also where it was given up while this try was under way.
  if (result.accepted) return end(uow, present, 'accepted');
  // Another try began since: that one orders the next.
  if (present.state !== 'pending' || present.attempts !== delivery.attempts) return;
  const { failure, retryable, retryAfterMs } = result.error;
  if (failure === 'gone') {
    await PushDevice.query(uow.trx).deleteById(device.id);
    return;
  }
  const pause = Math.max(backoffDelay(present.attempts, BACKOFF), retryAfterMs ?? 0);
  const next = new Date(uow.now.getTime() + pause);
  if (!retryable || (next >= present.expiresAt && failure !== 'under_way'))
    return end(uow, present, 'failed');
  uow.enqueue(SendPush.at(present.id, { deliveryId: present.id }, next));
}

async function end(
  uow: UnitOfWork,
  { id, deviceId }: PushDelivery,
  state: 'accepted' | 'failed',
): Promise<void> {
  await updateOne(PushDelivery.query(uow.trx).findById(id), { state, endedAt: uow.now });
  await updateOne(PushDevice.query(uow.trx).findById(deviceId), {
    lastPushAt: uow.now,
    lastPushState: state,
  });
}
