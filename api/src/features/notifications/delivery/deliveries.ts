import { v7 } from 'uuid';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { MessageReports } from '../../../ports/messaging.ts';
import type { DevicesFace } from '../../devices/index.ts';
import { personOf } from '../../identity/index.ts';
import type { InboundFace } from '../../inbound/index.ts';
import type { OrganisationsFace, ReachablePerson } from '../../organisations/index.ts';
import { DeliverEmergency, DeliverNotification, deliveryOf } from '../jobs.ts';
import { Notification, NotificationDelivery } from '../models.ts';
import { addressOf, channelsSingly, choicesOf, NOTHING_CHOSEN } from '../preferences/preferences.ts';
import { quietUntil } from '../preferences/quiet-hours.ts';
import { type Channel, CLASSES } from '../rules/classes.ts';
import { keyOf } from '../rules/recipients.ts';
import type { NotificationSettings } from '../settings.ts';
import type { Wordings } from '../templates/wordings.ts';
import { withHowToReply } from './how-to-reply.ts';
import { messageKey } from './keys.ts';
import { type Message, mayBeTakenLater, type Outcome, type Ports, send } from './messages.ts';
import { pushed, pushState } from './push.ts';
import { type Receipts, receiptOf } from './receipts.ts';

/** After so many attempts by one channel the next is tried, if there is one. */
const CHANNEL_ATTEMPTS = 3;
/** With the backoff of jobs these outlast an outage of half an hour; then the job is a dead letter. */
const JOB_ATTEMPTS = 12;
/** Of one worker, for each of the two lanes: bulk leaves places to emergencies and to other kinds of job. */
const CONCURRENCY = 4;

export interface DeliveryDeps extends Ports {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'reachablePeople'>;
  readonly devices: DevicesFace;
  readonly inbound: Receipts & Pick<InboundFace, 'hasOptedOut'>;
  readonly messageReports: Pick<MessageReports, 'answerable'>;
  readonly wordings: Wordings;
  readonly region: Ports['region'] & { readonly timezone: string };
}

/** A message that is to be sent now. */
interface Attempt extends Message {
  readonly notificationId: string;
  readonly deliveryId: string;
  readonly number: number;
  /** Whether the person has another channel after this one. */
  readonly fallback: boolean;
}

type Tried = ReadonlyMap<Channel, NotificationDelivery>;

/** Sends notifications outside of the product: by one channel after the other, until one has reached the person. */
export class NotificationDeliveries {
  readonly #deps: DeliveryDeps;
  readonly #settings: NotificationSettings;

  constructor(deps: DeliveryDeps, settings: NotificationSettings) {
    this.#deps = deps;
    this.#settings = settings;
  }

  jobs(): readonly JobDefinition[] {
    return [DeliverEmergency, DeliverNotification].map((kind) =>
      jobHandler(kind, {
        maxAttempts: JOB_ATTEMPTS,
        concurrency: CONCURRENCY,
        handle: ({ notificationId }) => this.deliver(notificationId),
      }),
    );
  }

  /** @throws the error of a message that is to be tried again later. */
  async deliver(notificationId: string): Promise<void> {
    const { database, inbound } = this.#deps;
    for (;;) {
      const attempt = await database.asSystem('prepare a message', (uow) => this.#next(uow, notificationId));
      if (attempt === null) return;
      const outcome = await send(this.#deps, attempt);
      const ended = outcome.kind === 'refused' || (attempt.fallback && attempt.number >= CHANNEL_ATTEMPTS);
      const recorded = await database.asSystem('record a message', (uow) =>
        record(uow, inbound, attempt, outcome, ended),
      );
      if (recorded === 'not_delivered') continue;
      if (outcome.kind === 'sent') return;
      if (!ended) throw outcome.error;
    }
  }

  /** Null where no message is to be sent, now or at all. */
  async #next(uow: UnitOfWork, notificationId: string): Promise<Attempt | null> {
    const { organisations, region } = this.#deps;
    const row = await Notification.query(uow.trx).findById(notificationId).forUpdate();
    // Erased meanwhile.
    if (row === undefined) return null;
    const rows = await NotificationDelivery.query(uow.trx).where({ notification_id: notificationId });
    const tried = new Map(rows.map((one) => [one.channel, one]));
    if (await this.#isOnItsWay(uow, row, tried)) return null;
    // Who has read it needs no message.
    if (row.readAt !== null || rows.some(counts) || endOf(row) <= uow.now) return null;
    const [person] = await organisations.reachablePeople(uow, [personOf(row)]);
    if (person === undefined) return null;
    const choices = (await choicesOf(uow, [person])).get(keyOf(person)) ?? NOTHING_CHOSEN;
    if (CLASSES[row.class].required.length === 0) {
      const later = quietUntil(uow.now, choices.quietHours, person.timezone ?? region.timezone);
      if (later !== null) {
        uow.enqueue(deliveryOf(row, later));
        return null;
      }
    }
    const channels = channelsSingly(row.class, choices);
    const open = channels.filter((one) => tried.get(one)?.state !== 'failed');
    const next = await this.#first(uow, row, person, open, tried);
    if (next !== 'none') return next === 'pushed' ? null : next;
    // Nothing else reaches the person: a provider that was out of reach may be back.
    const again = channels.find((one) => one !== 'push' && mayBeTakenLater(tried.get(one)?.failure ?? null));
    if (again === undefined) return null;
    const retried = await this.#first(uow, row, person, [again], tried);
    return typeof retried === 'string' ? null : retried;
  }

  /** Whether a push was sent that may still be confirmed, or was. One that was not is recorded as failed. */
  async #isOnItsWay(uow: UnitOfWork, row: Notification, tried: Map<Channel, NotificationDelivery>) {
    const push = tried.get('push');
    if (push === undefined || push.state !== 'pending') return false;
    const state = await pushState(uow, this.#deps.devices, row);
    if (state === 'not_confirmed' && push.confirmBy !== null && push.confirmBy > uow.now) {
      uow.enqueue(deliveryOf(row, push.confirmBy));
      return true;
    }
    const confirmed = state === 'confirmed';
    const ended = await updateOne(NotificationDelivery.query(uow.trx).findById(push.id), {
      ...(confirmed ? { state: 'sent', failure: null } : { state: 'failed', failure: state }),
      updatedAt: uow.now,
    });
    tried.set('push', ended);
    return confirmed;
  }

  /** Pushes, or prepares a message, by the first of the channels that the person has. */
  async #first(
    uow: UnitOfWork,
    row: Notification,
    person: ReachablePerson,
    channels: readonly Channel[],
    tried: Tried,
  ): Promise<Attempt | 'pushed' | 'none'> {
    const { devices, inbound, wordings } = this.#deps;
    for (const [at, channel] of channels.entries()) {
      if (channel === 'push') {
        if (await pushed(uow, devices, row, endOf(row))) {
          const confirmBy = new Date(uow.now.getTime() + this.#settings.confirmMs);
          await insert(uow, row, { channel, state: 'pending', attempts: 1, confirmBy });
          uow.enqueue(deliveryOf(row, confirmBy));
          return 'pushed';
        }
        await insert(uow, row, { channel, state: 'failed', failure: 'no_device', attempts: 0 });
        continue;
      }
      const earlier = tried.get(channel);
      const to = addressOf(channel, person);
      if (to === null) {
        await skip(uow, row, channel, earlier, 'no_address');
        continue;
      }
      const required = CLASSES[row.class].required.includes(channel);
      if (channel === 'sms' && !required && (await inbound.hasOptedOut(uow, to))) {
        await skip(uow, row, channel, earlier, 'recipient_opted_out');
        continue;
      }
      const delivery = await begin(uow, row, channel, earlier);
      const worded = await wordings.wordingOf(uow, row, person);
      return {
        ...{ channel, to, notificationId: row.id, deliveryId: delivery.id, number: delivery.attempts },
        fallback: at < channels.length - 1,
        line: this.#lineOf(row, person, channel, worded.outside),
        language: wordings.languageOf(person),
        template: worded.own.includes('outside') ? null : row.template,
        hospitalId: row.hospitalId,
        idempotencyKey: messageKey(row.id, channel),
      };
    }
    return 'none';
  }

  #lineOf(row: Notification, person: ReachablePerson, channel: Message['channel'], line: string): string {
    const { wordings, messageReports } = this.#deps;
    const answers = row.template === 'offer_received' && channel === 'sms' && person.phoneProven;
    return answers && messageReports.answerable ? withHowToReply(line, wordings.languageOf(person)) : line;
  }
}

/** Whether it has reached the person, as far as is known. */
const counts = ({ state }: NotificationDelivery): boolean => state === 'sent' || state === 'delivered';

/** Afterwards nothing is sent any more. */
function endOf({ class: of, createdAt, expiresAt }: Notification): Date {
  return expiresAt ?? new Date(createdAt.getTime() + CLASSES[of].lifetimeSeconds * 1_000);
}

type NewDelivery = Pick<NotificationDelivery, 'channel' | 'state' | 'attempts'> &
  Partial<Pick<NotificationDelivery, 'failure' | 'confirmBy'>>;

async function insert(
  uow: UnitOfWork,
  { id }: Notification,
  given: NewDelivery,
): Promise<NotificationDelivery> {
  const row = { failure: null, confirmBy: null, createdAt: uow.now, updatedAt: uow.now, ...given };
  return NotificationDelivery.query(uow.trx).insert({ id: v7(), notificationId: id, ...row });
}

/** Notes that nothing is sent by this channel. */
async function skip(
  uow: UnitOfWork,
  row: Notification,
  channel: Message['channel'],
  earlier: NotificationDelivery | undefined,
  failure: string,
): Promise<void> {
  if (earlier === undefined) {
    await insert(uow, row, { channel, state: 'failed', failure, attempts: 0 });
    return;
  }
  await updateOne(NotificationDelivery.query(uow.trx).findById(earlier.id), {
    state: 'failed',
    failure,
    updatedAt: uow.now,
  });
}

/** Counts an attempt before it is made. The notification is locked: there is one at a time. */
function begin(
  uow: UnitOfWork,
  row: Notification,
  channel: Message['channel'],
  earlier: NotificationDelivery | undefined,
): Promise<NotificationDelivery> {
  if (earlier === undefined) return insert(uow, row, { channel, state: 'pending', attempts: 1 });
  return updateOne(NotificationDelivery.query(uow.trx).findById(earlier.id), {
    attempts: earlier.attempts + 1,
    updatedAt: uow.now,
  });
}

/** @returns `not_delivered` where the provider took the message and has already reported that it did not arrive. */
async function record(
  uow: UnitOfWork,
  receipts: Receipts,
  { notificationId, channel, deliveryId, number }: Attempt,
  outcome: Outcome,
  ended: boolean,
): Promise<'recorded' | 'not_delivered'> {
  const present = await NotificationDelivery.query(uow.trx).findById(deliveryId).forUpdate();
  // Erased meanwhile.
  if (present === undefined) return 'recorded';
  const delivery = NotificationDelivery.query(uow.trx).findById(deliveryId);
  if (outcome.kind === 'sent') {
    // A report may be faster than this record.
    const told = await receiptOf(uow, receipts, notificationId, channel);
    const now = told ?? ({ state: 'sent', failure: null } as const);
    if (present.state === now.state) return 'recorded';
    await updateOne(delivery, { ...now, updatedAt: uow.now });
    return now.state === 'failed' ? 'not_delivered' : 'recorded';
  }
  // Another run of the job has made a later attempt, or has sent it.
  if (present.state !== 'pending' || present.attempts !== number) return 'recorded';
  await updateOne(delivery, {
    state: ended ? 'failed' : 'pending',
    failure: outcome.failure,
    updatedAt: uow.now,
  });
  return 'recorded';
}
