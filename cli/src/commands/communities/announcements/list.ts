import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { type Column, shortTime } from '../../../base/output.ts';
import { COMMUNITY_ARGUMENT, type CommunityAnnouncement } from '../../../notifications/announcements.ts';
import { findCommunity } from '../../../organisations/find.ts';

const COLUMNS: readonly Column<CommunityAnnouncement>[] = [
  { header: 'Title', value: ({ title }) => title, flexible: 20 },
  { header: 'Published', value: ({ publishedAt }) => shortTime(publishedAt), drop: 1 },
  { header: 'Until', value: ({ endsAt }) => (endsAt === null ? 'withdrawn' : shortTime(endsAt)) },
  { header: 'Id', value: ({ id }) => id },
];

export default class AnnouncementsList extends BaseCommand<typeof AnnouncementsList> {
  static override summary = 'List the current announcements of the managers of a community, newest first.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows"'];
  static override args = COMMUNITY_ARGUMENT;
  static override flags = listFlags;

  async run(): Promise<Listed<CommunityAnnouncement>> {
    const kiwi = await this.client();
    const path = { communityId: (await findCommunity(kiwi, this.args.community)).id };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/communities/{communityId}/announcements', { path, query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, COLUMNS, 'There are no current announcements.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'announcement')}`);
    return listed;
  }
}
