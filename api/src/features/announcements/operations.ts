import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { Announcements } from './service.ts';
import { announcementBody } from './wire.ts';

export type AnnouncementsOperations = OperationsOf<
  'listAnnouncements' | 'publishAnnouncement' | 'withdrawAnnouncement'
>;

export function announcementsOperations(service: Announcements): AnnouncementsOperations {
  return {
    async listAnnouncements({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await service.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map(announcementBody), nextCursor } };
    },
    async publishAnnouncement({ principal, params, body }) {
      const row = await service.publish(principal, {
        hospitalId: params.hospitalId,
        title: body.title,
        message: body.message,
        endsAt: body.endsAt ? new Date(body.endsAt) : null,
      });
      return { status: 201, body: announcementBody(row) };
    },
    async withdrawAnnouncement({ principal, params }) {
      await service.withdraw(principal, params.announcementId);
      return { status: 204 };
    },
  };
}
