import { defineSettings } from '../../kernel/settings.ts';

export interface AnnouncementSettings {
  /** Of one community by its managers, in any 24 hours. */
  readonly perDay: number;
}

export const announcementSettings = defineSettings({
  title: 'Announcements',
  declared: {
    KIWIMESH_COMMUNITY_ANNOUNCEMENTS_PER_DAY: {
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 3 },
      means: 'how many announcements the managers of a community may publish to it in any 24 hours',
    },
  },
  value: (values): AnnouncementSettings => ({
    perDay: Number(values.KIWIMESH_COMMUNITY_ANNOUNCEMENTS_PER_DAY),
  }),
});
