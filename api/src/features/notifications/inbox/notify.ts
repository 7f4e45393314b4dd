import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { BOOKINGS } from '../../booking/index.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import { deliveryOf } from '../jobs.ts';
import { Notification, type RecordType } from '../models.ts';
import { channelsSingly, choicesOf, NOTHING_CHOSEN } from '../preferences/preferences.ts';
import type { NotificationClass } from '../rules/classes.ts';
import { keyOf } from '../rules/recipients.ts';
import type { TemplateData, TemplateId } from '../templates/catalogue.ts';

/** What several people are notified of alike. */
export interface Notice {
  /** What makes it, such as `event:4711`: nobody is notified twice of the same. */
  readonly source: string;
  readonly class: NotificationClass;
  readonly template: TemplateId;
  readonly data: TemplateData;
  readonly record: { readonly type: RecordType; readonly id: string };
  readonly hospitalId: string | null;
  /** Afterwards it is not sent any more; null: as long as its class says. */
  readonly expiresAt: Date | null;
}

export interface NotifyDeps {
  readonly organisations: OrganisationsFace;
  readonly realtime: Realtime;
}

/**
 * Puts a notice into the inboxes of people, unless they have it already, and shows it to those who are signed in once the
 * unit commits; then it is sent by the channels that they chose. People who are deactivated or erased are left out. Needs a system scope; safe to repeat.
 * @returns what was new.
 */
export async function notify(
  uow: UnitOfWork,
  { organisations, realtime }: NotifyDeps,
  notice: Notice,
  people: readonly PersonReference[],
): Promise<readonly Notification[]> {
  const { record, ...content } = notice;
  const reachable = await organisations.reachablePeople(uow, people, { hold: true });
  const rows = reachable.map(({ kind, id }) => ({
    ...content,
    id: v7(),
    staffId: kind === 'staff' ? id : null,
    residentId: kind === 'resident' ? id : null,
    recordType: record.type,
    recordId: record.id,
    createdAt: uow.now,
    readAt: null,
  }));
  const added = await insertMissing(Notification.query(uow.trx), rows);
  const choices = await choicesOf(uow, added.map(recipientOf));
  for (const row of added) {
    const { class: of } = notice;
    const channels = channelsSingly(of, choices.get(keyOf(recipientOf(row))) ?? NOTHING_CHOSEN);
    if (channels.length > 0) uow.enqueue(deliveryOf(row, null));
  }
  const rooms = added.map((row) => keyOf(recipientOf(row)));
  if (rooms.length > 0) uow.afterCommit(() => announce(realtime, rooms, 'added', uow.now, notice.class));
  return added;
}

/** Says on sockets that inboxes changed. Best effort: the inbox is always readable over HTTP. */
export function announce(
  realtime: Realtime,
  rooms: readonly string[],
  change: 'added' | 'read',
  at: Date,
  ofClass: NotificationClass | null,
): void {
  realtime.publish(BOOKINGS, rooms, 'notification', { change, class: ofClass, at: at.toISOString() });
}

export function recipientOf({ staffId, residentId }: Notification): PersonReference {
  if (staffId !== null) return { kind: 'staff', id: staffId };
  if (residentId !== null) return { kind: 'resident', id: residentId };
  throw new Error('a notification has a recipient');
}
