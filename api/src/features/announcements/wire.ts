import type { components } from '@kiwimesh/openapi/types';
import type { Announcement } from './models.ts';

export function announcementBody(row: Announcement): components['schemas']['Announcement'] {
  const { id, hospitalId, title, message } = row;
  return {
    id,
    hospitalId,
    title,
    message,
    publishedAt: row.publishedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
  };
}
