import { v7 } from 'uuid';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { PeriodicTask } from '../../../kernel/jobs/periodic.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { type Email, EmailError, type EmailPort } from '../../../ports/email.ts';
import { ownedBy, personOf } from '../../identity/index.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { SendDigest } from '../jobs.ts';
import { Notification, NotificationDelivery, NotificationPreference } from '../models.ts';
import { nextDigest } from '../preferences/digest-times.ts';
import { keyOf } from '../rules/recipients.ts';
import type { Wordings } from '../templates/wordings.ts';
import { digestMail } from './mail.ts';

const EVERY_MS = 60_000;
/** People in one transaction. */
const BATCH = 200;
/** Notifications in one mail; the others are in the next. */
const MAX_LISTED = 200;

interface DigestDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'reachablePeople'>;
  readonly wordings: Wordings;
  readonly email: EmailPort;
  readonly publicUrl: () => string;
  readonly region: { readonly timezone: string };
}

/** A mail that is to be sent now, and the notifications in it. */
interface Due {
  readonly mail: Email;
  readonly notificationIds: readonly string[];
}

/**
 * Mails people once a day what they have not read. Who is due is found every minute and has one job; a notification that was
 * in a mail has a delivery by email, which keeps it out of the next.
 */
export class Digests {
  readonly #deps: DigestDeps;

  constructor(deps: DigestDeps) {
    this.#deps = deps;
  }

  periodic(): PeriodicTask {
    return { name: 'notifications.digests', every: EVERY_MS, run: () => this.order() };
  }

  job(): JobDefinition {
    return jobHandler(SendDigest, {
      maxAttempts: 12,
      handle: ({ preferenceId, until }) => this.send(preferenceId, new Date(until)),
    });
  }

  /** Orders the mails that are due, and sets when the next are. After an outage each person gets one. */
  async order(): Promise<void> {
    for (;;) {
      const ordered = await this.#deps.database.asSystem('order digests', (uow) => this.#orderSome(uow));
      if (ordered < BATCH) return;
    }
  }

  async #orderSome(uow: UnitOfWork): Promise<number> {
    const { organisations, region } = this.#deps;
    const due = await NotificationPreference.query(uow.trx)
      .where('digest_next_at', '<=', uow.now)
      .orderBy('digest_next_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked();
    const people = await organisations.reachablePeople(uow, due.map(personOf));
    const zones = new Map(people.map((person) => [keyOf(person), person.timezone]));
    for (const row of due) {
      const { id, digestAt, digestNextAt } = row;
      if (digestAt === null || digestNextAt === null) continue;
      const zone = zones.get(keyOf(personOf(row))) ?? region.timezone;
      uow.enqueue(SendDigest.now(id, { preferenceId: id, until: digestNextAt.toISOString() }));
      const next = { digestNextAt: nextDigest(uow.now, digestAt, zone) };
      await updateOne(NotificationPreference.query(uow.trx).findById(id), next);
    }
    return due.length;
  }

  /** @throws EmailError for a mail that is to be tried again. */
  async send(preferenceId: string, until: Date): Promise<void> {
    const { database, email } = this.#deps;
    const due = await database.asSystem('prepare a digest', (uow) => this.#prepare(uow, preferenceId, until));
    if (due === null) return;
    let failure: string | null = null;
    try {
      await email.send(due.mail);
    } catch (error) {
      if (!(error instanceof EmailError && error.final)) throw error;
      failure = error.failure;
    }
    await database.asSystem('record a digest', (uow) => record(uow, due.notificationIds, failure));
  }

  /** Null where there is nothing new, or nobody to mail it to. */
  async #prepare(uow: UnitOfWork, preferenceId: string, until: Date): Promise<Due | null> {
    const { organisations, wordings, publicUrl } = this.#deps;
    const row = await NotificationPreference.query(uow.trx).findById(preferenceId);
    // Erased, or no longer wanted.
    if (row === undefined || row.digestSince === null) return null;
    const [person] = await organisations.reachablePeople(uow, [personOf(row)]);
    if (person === undefined || person.email === null) return null;
    const mailed = NotificationDelivery.query(uow.trx)
      .where({ channel: 'email' })
      .whereColumn('notification_delivery.notification_id', 'notification.id');
    const unread = await Notification.query(uow.trx)
      .where(ownedBy(person))
      .whereIn('class', [...(row.digestClasses ?? [])])
      .whereNull('read_at')
      .where('created_at', '>=', row.digestSince)
      .where('created_at', '<=', until)
      .where((open) => open.whereNull('expires_at').orWhere('expires_at', '>', uow.now))
      .whereNotExists(mailed)
      .orderBy('id')
      .limit(MAX_LISTED);
    if (unread.length === 0) return null;
    const words = await wordings.wordingsOf(uow, unread, person);
    const lines = words.map(({ outside }) => outside);
    const mail = {
      ...digestMail(lines, wordings.languageOf(person), publicUrl()),
      to: person.email,
      idempotencyKey: `digest:${preferenceId}:${until.getTime()}`,
    };
    return { mail, notificationIds: unread.map(({ id }) => id) };
  }
}

async function record(
  uow: UnitOfWork,
  notificationIds: readonly string[],
  failure: string | null,
): Promise<void> {
  // Who was erased meanwhile has no notifications.
  const present = await Notification.query(uow.trx)
    .select('id')
    .whereIn('id', [...notificationIds])
    .forUpdate();
  const outcome = { state: failure === null ? ('sent' as const) : ('failed' as const), failure };
  const sent = {
    channel: 'email' as const,
    attempts: 1,
    confirmBy: null,
    createdAt: uow.now,
    updatedAt: uow.now,
  };
  await insertMissing(
    NotificationDelivery.query(uow.trx),
    present.map(({ id }) => ({ id: v7(), notificationId: id, ...sent, ...outcome })),
    ['notification_id', 'channel'],
  );
}
