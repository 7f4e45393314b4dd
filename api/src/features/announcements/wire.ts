import type { components } from '@kiwimesh/openapi/types';
import type { Announcement, CommunityAnnouncement } from './models.ts';

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

export function communityAnnouncementBody(
  row: CommunityAnnouncement,
): components['schemas']['CommunityAnnouncement'] {
  const { id, communityId, title, message } = row;
  return {
    ...{ id, communityId, title, message },
    publishedAt: row.publishedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
  };
}
