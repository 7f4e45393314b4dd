import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { DevicesFace, PushLine } from '../../devices/index.ts';
import { personOf } from '../../identity/index.ts';
import type { Notification } from '../models.ts';
import { CLASSES } from '../rules/classes.ts';

const keyOfPush = ({ id }: Notification): string => `notification:${id}`;

/** Pushes a notification to the person's devices. @returns whether there is one. */
export async function pushed(
  uow: UnitOfWork,
  devices: DevicesFace,
  notification: Notification,
  until: Date,
): Promise<boolean> {
  const { id, recordType, recordId } = notification;
  const reached = await devices.push(uow, {
    person: personOf(notification),
    line: lineOf(notification),
    ids: { notificationId: id, [`${recordType}Id`]: recordId },
    urgency: CLASSES[notification.class].urgency,
    ttlSeconds: Math.max(1, Math.floor((until.getTime() - uow.now.getTime()) / 1_000)),
    key: keyOfPush(notification),
  });
  return reached.length > 0;
}

/** How a push went so far. `confirmed` means what the class asks for: see `confirmedBy`. */
export async function pushState(
  uow: UnitOfWork,
  devices: DevicesFace,
  notification: Notification,
): Promise<'confirmed' | 'not_confirmed' | 'rejected'> {
  if (notification.readAt !== null) return 'confirmed';
  const outcomes = await devices.outcomes(uow, personOf(notification), keyOfPush(notification));
  const accepted = outcomes.some(({ state }) => state === 'accepted');
  if (accepted && CLASSES[notification.class].confirmedBy === 'accepted') return 'confirmed';
  return outcomes.some(({ state }) => state !== 'failed') ? 'not_confirmed' : 'rejected';
}

function lineOf({ class: of, template, staffId }: Notification): PushLine {
  if (template === 'offer_received') return 'answer';
  if (of === 'reminders') return 'reminder';
  // A resident in an emergency is not needed: somebody comes to them.
  return of === 'emergency' && staffId !== null ? 'urgent' : 'news';
}
