import { event } from '../../kernel/events/event.ts';
import { id, nullable, object, oneOf, time } from '../../kernel/payload/shapes.ts';

const announcementId = '0193a5f0-7c1e-7000-8000-000000000021';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';
const partners = { hospital: 'hospitalId' } as const;

export const AnnouncementPublished = event('announcement.published', {
  partners,
  description: 'A hospital published an announcement.',
  data: object({ announcementId: id, hospitalId: id, endsAt: nullable(time) }),
  example: { announcementId, hospitalId, endsAt: '2026-12-01T18:00:00.000Z' },
});
export const AnnouncementEnded = event('announcement.ended', {
  partners,
  description: 'An announcement reached its end or was withdrawn.',
  data: object({ announcementId: id, hospitalId: id, reason: oneOf('expired', 'withdrawn') }),
  example: { announcementId, hospitalId, reason: 'expired' },
});

const communityId = '0193a5f0-7c1e-7000-8000-000000000001';

export const CommunityAnnouncementPublished = event('community_announcement.published', {
  description: 'The managers of a community published an announcement.',
  data: object({ announcementId: id, communityId: id, endsAt: nullable(time) }),
  example: { announcementId, communityId, endsAt: null },
});
export const CommunityAnnouncementEnded = event('community_announcement.ended', {
  description: 'An announcement of a community reached its end or was withdrawn.',
  data: object({ announcementId: id, communityId: id, reason: oneOf('expired', 'withdrawn') }),
  example: { announcementId, communityId, reason: 'withdrawn' },
});
