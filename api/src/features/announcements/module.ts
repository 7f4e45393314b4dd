import { defineModule } from '../../kernel/module.ts';
import { CommunityAnnouncements } from './communities/service.ts';
import type { AnnouncementsFace } from './index.ts';
import { announcementsOperations } from './operations.ts';
import { Announcements, type AnnouncementsNeeds } from './service.ts';
import { type AnnouncementSettings, announcementSettings } from './settings.ts';

/** Notices of hospitals to the residents of the communities they serve, and of managers to their community. */
export const announcements = defineModule({
  name: 'announcements',
  settings: announcementSettings,
  create(needs: AnnouncementsNeeds, settings: AnnouncementSettings) {
    const hospitals = new Announcements(needs);
    const communities = new CommunityAnnouncements(needs, settings);
    const face: AnnouncementsFace = {
      allowance: (uow, announcement) => communities.allowance(uow, announcement),
      isShown: (uow, by, id) => (by === 'hospital' ? hospitals : communities).isShown(uow, id),
    };
    return {
      face,
      operations: announcementsOperations({ hospitals, communities }),
      jobs: [hospitals.job(), communities.job()],
    };
  },
});
