import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { Inbox } from './inbox/service.ts';
import type { PreferenceService } from './preferences/service.ts';
import { deliveryBody, notificationBody, preferencesBody } from './wire.ts';

export type NotificationsOperations = OperationsOf<
  | 'listNotifications'
  | 'readNotification'
  | 'readNotifications'
  | 'listNotificationDeliveries'
  | 'getNotificationPreferences'
  | 'setNotificationPreferences'
>;

interface Services {
  readonly inbox: Inbox;
  readonly preferences: PreferenceService;
}

export function notificationsOperations({ inbox, preferences }: Services): NotificationsOperations {
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
    async listNotificationDeliveries({ principal, params }) {
      const rows = await inbox.deliveries(principal, params.notificationId);
      return { status: 200, body: { data: rows.map(deliveryBody) } };
    },
    async getNotificationPreferences({ principal }) {
      return { status: 200, body: preferencesBody(await preferences.get(principal)) };
    },
    async setNotificationPreferences({ principal, body }) {
      return { status: 200, body: preferencesBody(await preferences.set(principal, body)) };
    },
  };
}
