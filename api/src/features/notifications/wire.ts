import type { components } from '@kiwimesh/openapi/types';
import type { NewCommunityAnnouncement } from '../announcements/index.ts';
import type { AnnouncementOutreach } from './inbox/outreach.ts';
import type { WordedNotification } from './inbox/service.ts';
import type { NotificationDelivery } from './models.ts';
import { channelsOf } from './preferences/preferences.ts';
import type { OwnPreferences } from './preferences/service.ts';
import { CLASSES, NOTIFICATION_CLASSES } from './rules/classes.ts';
import { classesOf } from './rules/rules.ts';
import { EXAMPLE, TEMPLATE_IDS, TEMPLATES, VARIABLES, type Variable } from './templates/catalogue.ts';
import type { JudgedText } from './templates/hospital-texts.ts';
import type { TemplatePreview } from './templates/previews.ts';

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
  const { quietHours, digest } = choices;
  const daily = digest === null ? null : { at: digest.at, classes: [...digest.classes] };
  return { classes, quietHours, digest: daily, timezone };
}

export function templatesBody(
  languages: readonly string[],
): components['schemas']['NotificationTemplateList'] {
  const data = TEMPLATE_IDS.map((template) => {
    const names: readonly Variable[] = TEMPLATES[template];
    const variables = names.map((name) => ({ name, ...VARIABLES[name], example: EXAMPLE[name] }));
    return { template, classes: [...classesOf(template)], variables };
  });
  return { languages: [...languages], data };
}

export function previewBody({
  template,
  hospitalId,
  previews,
}: TemplatePreview): components['schemas']['NotificationTemplatePreview'] {
  return {
    template,
    classes: [...classesOf(template)],
    hospitalId,
    previews: previews.map(({ language, wording: { title, body, outside, own }, sms }) => ({
      ...{ language, title, body, outside, own: [...own], sms },
    })),
  };
}

export function textBody({ row, faults }: JudgedText): components['schemas']['NotificationText'] {
  const { template, language, title, body, outside, version, createdAt, updatedAt } = row;
  return {
    ...{ template, language, title, body, outside, faults: [...faults], version },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function outreachBody(
  { title, message, endsAt }: NewCommunityAnnouncement,
  { allowance: { perDay, left, nextAt }, recipients, channels, languages }: AnnouncementOutreach,
): components['schemas']['CommunityAnnouncementPreview'] {
  return {
    ...{ title, message, endsAt: endsAt?.toISOString() ?? null, recipients, channels: { ...channels } },
    languages: languages.map(({ wording, ...share }) => ({
      ...share,
      ...{ title: wording.title, body: wording.body, outside: wording.outside },
    })),
    allowance: { perDay, left, nextAt: nextAt?.toISOString() ?? null },
  };
}
