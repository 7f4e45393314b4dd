import { defineModule } from '../../kernel/module.ts';
import { announcementsOperations } from './operations.ts';
import { Announcements, type AnnouncementsNeeds } from './service.ts';

/** Notices of hospitals to the residents of the communities they serve. */
export const announcements = defineModule({
  name: 'announcements',
  create(needs: AnnouncementsNeeds) {
    const service = new Announcements(needs);
    return { operations: announcementsOperations(service), jobs: [service.job()] };
  },
});
