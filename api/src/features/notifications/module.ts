import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { BookingFace } from '../booking/index.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { announcementJob, announcementSubscriber } from './inbox/announcements.ts';
import { Inbox } from './inbox/service.ts';
import { inboxSubscriber } from './inbox/subscriber.ts';
import { notificationsOperations } from './operations.ts';
import { notificationRecords } from './personal-data.ts';
import { tidying } from './retention.ts';
import { Wordings } from './templates/wordings.ts';

interface NotificationsNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly realtime: Realtime;
  readonly region: { readonly languages: readonly [string, ...string[]]; readonly timezone: string };
}

/** Notifications of people: their inboxes. */
export const notifications = defineModule({
  name: 'notifications',
  create(needs: NotificationsNeeds) {
    const { database, booking, region } = needs;
    const wordings = new Wordings(booking.policies, region);
    return {
      operations: notificationsOperations(new Inbox({ ...needs, wordings })),
      subscribers: [inboxSubscriber({ ...needs, policies: booking.policies }), announcementSubscriber(needs)],
      jobs: [announcementJob(database, needs)],
      periodic: [tidying(database)],
      personalData: notificationRecords({ ...needs, wordings }),
    };
  },
});
