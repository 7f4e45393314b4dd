import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Ends an announcement at its `endsAt`. */
export const EndAnnouncement = job('end-announcement', object({ announcementId: id }));
