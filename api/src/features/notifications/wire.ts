import type { components } from '@kiwimesh/openapi/types';
import type { WordedNotification } from './inbox/service.ts';

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
