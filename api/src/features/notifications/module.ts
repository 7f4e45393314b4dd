import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { MessageReports, MessageWording } from '../../ports/messaging.ts';
import type { AnnouncementsFace } from '../announcements/index.ts';
import type { BookingFace } from '../booking/index.ts';
import type { DevicesFace } from '../devices/index.ts';
import type { InboundFace } from '../inbound/index.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { NotificationDeliveries } from './delivery/deliveries.ts';
import type { Ports } from './delivery/messages.ts';
import { receiptSubscriber } from './delivery/receipts.ts';
import { Digests } from './digest/digests.ts';
import { announcementJobs, announcementSubscribers } from './inbox/announcements.ts';
import { Outreach } from './inbox/outreach.ts';
import { reminderJob, reminderSubscriber } from './inbox/reminders.ts';
import { Inbox } from './inbox/service.ts';
import { inboxSubscriber } from './inbox/subscriber.ts';
import { notificationsOperations } from './operations.ts';
import { notificationRecords } from './personal-data.ts';
import { PreferenceService } from './preferences/service.ts';
import { tidying } from './retention.ts';
import { type NotificationSettings, notificationSettings } from './settings.ts';
import { HospitalTexts } from './templates/hospital-texts.ts';
import { Previews } from './templates/previews.ts';
import { type Defaults, Wordings } from './templates/wordings.ts';

interface NotificationsNeeds extends Ports {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly devices: DevicesFace;
  readonly announcements: AnnouncementsFace;
  readonly inbound: InboundFace;
  readonly messageReports: Pick<MessageReports, 'answerable'>;
  readonly realtime: Realtime;
  /** Where texts of SMS have to be registered, warns of those that are not. */
  readonly messageTexts: { expect(texts: readonly MessageWording[]): void };
  readonly region: Ports['region'] & Defaults;
}

/** Notifications of people: their inboxes, and messages outside of the product as they want them. */
export const notifications = defineModule({
  name: 'notifications',
  settings: notificationSettings,
  create(needs: NotificationsNeeds, settings: NotificationSettings) {
    const { database, booking, region } = needs;
    const wordings = new Wordings(booking.policies, region);
    const digests = new Digests({ ...needs, wordings });
    return {
      operations: notificationsOperations({
        inbox: new Inbox({ ...needs, wordings }),
        preferences: new PreferenceService(needs),
        previews: new Previews({ ...needs, wordings, policies: booking.policies }),
        texts: new HospitalTexts({ ...needs, wordings }),
        outreach: new Outreach({ ...needs, wordings }),
      }),
      subscribers: [
        inboxSubscriber({ ...needs, policies: booking.policies }),
        ...announcementSubscribers(needs),
        reminderSubscriber(settings),
        receiptSubscriber(needs.inbound),
      ],
      jobs: [
        ...announcementJobs(database, needs),
        reminderJob(needs),
        digests.job(),
        ...new NotificationDeliveries({ ...needs, wordings }, settings).jobs(),
      ],
      periodic: [tidying(database), digests.periodic()],
      personalData: notificationRecords({ ...needs, wordings }),
      start: async () => needs.messageTexts.expect(wordings.registrable(region.languages)),
    };
  },
});
