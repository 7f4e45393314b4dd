import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { Inbox } from './inbox/service.ts';
import { notificationBody } from './wire.ts';

export type NotificationsOperations = OperationsOf<
  'listNotifications' | 'readNotification' | 'readNotifications'
>;

export function notificationsOperations(inbox: Inbox): NotificationsOperations {
  return {
    async listNotifications({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, unread, nextCursor } = await inbox.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map(notificationBody), unread, nextCursor } };
    },
    async readNotification({ principal, params }) {
      return { status: 200, body: notificationBody(await inbox.read(principal, params.notificationId)) };
    },
    async readNotifications({ principal, body }) {
      return { status: 200, body: { unread: await inbox.readUpTo(principal, body.upTo) } };
    },
  };
}
