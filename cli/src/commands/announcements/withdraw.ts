import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';

export default class AnnouncementsWithdraw extends BaseCommand<typeof AnnouncementsWithdraw> {
  static override summary = 'Stop showing an announcement.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000021'];
  static override args = {
    announcement: string({ description: 'Id, see `announcements list`.', required: true }),
  };

  async run(): Promise<{ readonly id: string }> {
    const { announcement: id } = this.args;
    const kiwi = await this.client();
    await kiwi.delete('/v1/announcements/{announcementId}', { path: { announcementId: id } });
    this.log('Withdrawn.');
    return { id };
  }
}
