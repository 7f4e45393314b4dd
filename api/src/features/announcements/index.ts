/** The face of announcements: what they tell others. */
export { AnnouncementPublished } from './events.ts';
