import { job } from '../../kernel/jobs/job.ts';
import type { JobRequest } from '../../kernel/payload/job.ts';
import { code, id, nullable, object, time } from '../../kernel/payload/shapes.ts';
import type { NotificationClass } from './rules/classes.ts';

/** Sends a notification outside of the product: its next step. */
export const DeliverNotification = job('deliver-notification', object({ notificationId: id }));

/** As {@link DeliverNotification}, in a lane of its own: emergencies never wait behind anything else. */
export const DeliverEmergency = job('deliver-emergency', object({ notificationId: id }));

/** The job of the next step. @param at due; null for now. */
export function deliveryOf(
  { id: notificationId, class: of }: { readonly id: string; readonly class: NotificationClass },
  at: Date | null,
): JobRequest {
  const kind = of === 'emergency' ? DeliverEmergency : DeliverNotification;
  const data = { notificationId };
  return at === null ? kind.now(notificationId, data) : kind.at(notificationId, data, at);
}

/** Reminds the resident of a visit, once. */
export const RemindOfVisit = job(
  'remind-of-visit',
  object({ bookingId: id, residentId: id, hospitalId: nullable(id), serviceType: code, scheduledFor: time }),
);

/** Notifies the next residents of an announcement: those after the one given, of all communities that the hospital serves. */
export const TellOfAnnouncement = job(
  'tell-of-announcement',
  object({ announcementId: id, hospitalId: id, after: nullable(id) }),
);

/** As {@link TellOfAnnouncement}, of one of a community. */
export const TellOfCommunityAnnouncement = job(
  'tell-of-community-announcement',
  object({ announcementId: id, communityId: id, after: nullable(id) }),
);

/** Mails one person what they have not read, of what came until then. */
export const SendDigest = job('send-digest', object({ preferenceId: id, until: time }));
