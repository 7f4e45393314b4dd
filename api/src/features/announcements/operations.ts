import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { CommunityAnnouncements } from './communities/service.ts';
import type { Announcements } from './service.ts';
import { announcementBody, communityAnnouncementBody } from './wire.ts';

export type AnnouncementsOperations = OperationsOf<
  | 'listAnnouncements'
  | 'publishAnnouncement'
  | 'withdrawAnnouncement'
  | 'listCommunityAnnouncements'
  | 'publishCommunityAnnouncement'
  | 'withdrawCommunityAnnouncement'
>;

interface Services {
  readonly hospitals: Announcements;
  readonly communities: CommunityAnnouncements;
}

export function announcementsOperations({ hospitals, communities }: Services): AnnouncementsOperations {
  return {
    async listAnnouncements({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await hospitals.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map(announcementBody), nextCursor } };
    },
    async publishAnnouncement({ principal, params, body }) {
      const row = await hospitals.publish(principal, {
        hospitalId: params.hospitalId,
        title: body.title,
        message: body.message,
        endsAt: body.endsAt ? new Date(body.endsAt) : null,
      });
      return { status: 201, body: announcementBody(row) };
    },
    async withdrawAnnouncement({ principal, params }) {
      await hospitals.withdraw(principal, params.announcementId);
      return { status: 204 };
    },
    async listCommunityAnnouncements({ principal, params, query }) {
      const { limit = 50, ...rest } = query;
      const page = { limit, ...rest };
      const { data, nextCursor } = await communities.list(principal, params.communityId, page);
      return { status: 200, body: { data: data.map(communityAnnouncementBody), nextCursor } };
    },
    async publishCommunityAnnouncement({ principal, params, body }) {
      const { title, message, endsAt } = body;
      const row = await communities.publish(principal, {
        ...{ communityId: params.communityId, title, message },
        endsAt: endsAt ? new Date(endsAt) : null,
      });
      return { status: 201, body: communityAnnouncementBody(row) };
    },
    async withdrawCommunityAnnouncement({ principal, params }) {
      await communities.withdraw(principal, params.communityId, params.announcementId);
      return { status: 204 };
    },
  };
}
