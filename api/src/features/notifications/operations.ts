import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { Outreach } from './inbox/outreach.ts';
import type { Inbox } from './inbox/service.ts';
import type { PreferenceService } from './preferences/service.ts';
import type { HospitalTexts } from './templates/hospital-texts.ts';
import type { Previews } from './templates/previews.ts';
import {
  deliveryBody,
  notificationBody,
  outreachBody,
  preferencesBody,
  previewBody,
  templatesBody,
  textBody,
} from './wire.ts';

export type NotificationsOperations = OperationsOf<
  | 'listNotifications'
  | 'readNotification'
  | 'readNotifications'
  | 'listNotificationDeliveries'
  | 'getNotificationPreferences'
  | 'setNotificationPreferences'
  | 'listNotificationTemplates'
  | 'previewNotificationTemplate'
  | 'listNotificationTexts'
  | 'setNotificationText'
  | 'resetNotificationText'
  | 'previewCommunityAnnouncement'
>;

interface Services {
  readonly inbox: Inbox;
  readonly preferences: PreferenceService;
  readonly previews: Previews;
  readonly texts: HospitalTexts;
  readonly outreach: Outreach;
}

export function notificationsOperations({
  inbox,
  preferences,
  previews,
  texts,
  outreach,
}: Services): NotificationsOperations {
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
      const digest = body.digest
        ? { ...body.digest, classes: body.digest.classes ?? (['community'] as const) }
        : null;
      const set = await preferences.set(principal, { ...body, digest });
      return { status: 200, body: preferencesBody(set) };
    },
    async listNotificationTemplates() {
      return { status: 200, body: templatesBody(previews.languages) };
    },
    async previewNotificationTemplate({ principal, params, query }) {
      return { status: 200, body: previewBody(await previews.preview(principal, params.template, query)) };
    },
    async listNotificationTexts({ principal, params }) {
      const listed = await texts.list(principal, params.hospitalId);
      return { status: 200, body: { data: listed.map(textBody) } };
    },
    async setNotificationText({ principal, params, headers, body }) {
      const set = await texts.set(principal, params, body, expectedVersion(headers));
      return { status: 200, body: textBody(set) };
    },
    async previewCommunityAnnouncement({ principal, params, body }) {
      const { title, message, endsAt } = body;
      const announcement = {
        ...{ communityId: params.communityId, title, message },
        endsAt: endsAt ? new Date(endsAt) : null,
      };
      const reached = await outreach.preview(principal, announcement);
      return { status: 200, body: outreachBody(announcement, reached) };
    },
    async resetNotificationText({ principal, params, headers }) {
      await texts.reset(principal, params, expectedVersion(headers));
      return { status: 204 };
    },
  };
}
