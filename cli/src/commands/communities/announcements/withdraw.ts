import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { COMMUNITY_ARGUMENT } from '../../../notifications/announcements.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class AnnouncementsWithdraw extends BaseCommand<typeof AnnouncementsWithdraw> {
  static override summary = 'Stop showing an announcement to a community, and notifying residents of it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" 0193a5f0-7c1e-7000-8000-000000000022',
  ];
  static override args = {
    ...COMMUNITY_ARGUMENT,
    announcement: string({ description: 'Id, see `communities announcements list`.', required: true }),
  };

  async run(): Promise<{ readonly id: string }> {
    const { community, announcement: id } = this.args;
    const kiwi = await this.client();
    const path = { communityId: (await findCommunity(kiwi, community)).id, announcementId: id };
    await kiwi.delete('/v1/communities/{communityId}/announcements/{announcementId}', { path });
    this.log('Withdrawn.');
    return { id };
  }
}
