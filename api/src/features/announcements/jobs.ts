import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Ends an announcement at its `endsAt`. */
export const EndAnnouncement = job('end-announcement', object({ announcementId: id }));

/** Ends an announcement of a community at its `endsAt`. */
export const EndCommunityAnnouncement = job('end-community-announcement', object({ announcementId: id }));
