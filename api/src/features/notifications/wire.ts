import type { components } from '@kiwimesh/openapi/types';
import type { WordedNotification } from './inbox/service.ts';
import type { NotificationDelivery } from './models.ts';
import { channelsOf } from './preferences/preferences.ts';
import type { OwnPreferences } from './preferences/service.ts';
import { CLASSES, NOTIFICATION_CLASSES } from './rules/classes.ts';

export function notificationBody({
  row,
  wording,
}: WordedNotification): components['schemas']['Notification'] {
  const { id, template, recordType, recordId, createdAt, readAt } = row;
  return {
    id,
    class: row.class,
    template,
    title: wording.title,
    body: wording.body,
    record: { type: recordType, id: recordId },
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

export function deliveryBody({
  channel,
  state,
  attempts,
  failure,
  updatedAt,
}: NotificationDelivery): components['schemas']['NotificationDelivery'] {
  return { channel, state, attempts, failure, at: updatedAt.toISOString() };
}

export function preferencesBody({
  choices,
  timezone,
}: OwnPreferences): components['schemas']['NotificationPreferences'] {
  const classes = NOTIFICATION_CLASSES.map((one) => ({
    class: one,
    channels: [...channelsOf(one, choices)],
    required: [...CLASSES[one].required],
  }));
  return { classes, quietHours: choices.quietHours, timezone };
}
