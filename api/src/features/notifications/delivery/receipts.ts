import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { type InboundFace, MessageProgressed, type MessageState } from '../../inbound/index.ts';
import { deliveryOf } from '../jobs.ts';
import { Notification, NotificationDelivery } from '../models.ts';
import { aboutOf, messageKey } from './keys.ts';
import type { Message } from './messages.ts';

export type Receipts = Pick<InboundFace, 'messageState'>;

/**
 * Takes over how far messages got by what their providers report. One that did not arrive leads to the next channel, while
 * the notification is worth being sent. It goes by the state that the reports led to, not by the one that the event tells:
 * events may come late, twice and after a newer one.
 */
export function receiptSubscriber(receipts: Receipts): Subscriber {
  return subscriber('notifications.receipts', [MessageProgressed], async ({ data }, uow) => {
    const about = aboutOf(data.key);
    // That it was sent is recorded by who sent it.
    if (about === null || data.progress === 'accepted' || data.progress === 'sent') return;
    const { notificationId, channel } = about;
    const row = await Notification.query(uow.trx).findById(notificationId).forUpdate();
    // Undefined: erased, or removed after its time.
    if (row === undefined) return;
    const delivery = await NotificationDelivery.query(uow.trx)
      .findOne({ notification_id: notificationId, channel })
      .forUpdate();
    if (delivery === undefined) return;
    const told = await receiptOf(uow, receipts, notificationId, channel);
    if (told === null || told.state === delivery.state) return;
    await updateOne(NotificationDelivery.query(uow.trx).findById(delivery.id), {
      ...told,
      updatedAt: uow.now,
    });
    if (told.state === 'failed') uow.enqueue(deliveryOf(row, null));
  });
}

/** What a delivery is by the reports about its message; null where there is none. */
export async function receiptOf(
  uow: UnitOfWork,
  { messageState }: Receipts,
  notificationId: string,
  channel: Message['channel'],
): Promise<Pick<NotificationDelivery, 'state' | 'failure'> | null> {
  const state = await messageState(uow, messageKey(notificationId, channel));
  return state === null ? null : asDelivery(state);
}

function asDelivery({ progress, failure }: MessageState): Pick<NotificationDelivery, 'state' | 'failure'> {
  if (progress === 'failed') return { state: 'failed', failure };
  return { state: progress === 'delivered' || progress === 'read' ? 'delivered' : 'sent', failure: null };
}
