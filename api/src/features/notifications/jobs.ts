import { job } from '../../kernel/jobs/job.ts';
import { id, nullable, object } from '../../kernel/payload/shapes.ts';

/** Notifies the next residents of an announcement: those after the one given, of all communities that the hospital serves. */
export const TellOfAnnouncement = job(
  'tell-of-announcement',
  object({ announcementId: id, hospitalId: id, after: nullable(id) }),
);
