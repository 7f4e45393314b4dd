import { BaseCommand } from '../../../base/command.ts';
import { count } from '../../../base/output.ts';
import { confirmFlag, confirmName } from '../../../base/prompt.ts';
import {
  ANNOUNCEMENT_FLAGS,
  announcementIn,
  COMMUNITY_ARGUMENT,
  type CommunityAnnouncement,
} from '../../../notifications/announcements.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class AnnouncementsPublish extends BaseCommand<typeof AnnouncementsPublish> {
  static override summary = 'Publish an announcement to the residents of a community.';
  static override description =
    'All of them are notified, as they chose; see `preview`. A community can have a few announcements in 24 hours. Name no patient.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --title "No water on Monday" --message "The tank is cleaned from 10 to 14." --confirm "Green Meadows"',
  ];
  static override args = COMMUNITY_ARGUMENT;
  static override flags = { ...ANNOUNCEMENT_FLAGS, confirm: confirmFlag };

  async run(): Promise<CommunityAnnouncement> {
    const body = announcementIn(this.flags);
    const kiwi = await this.client();
    const { id: communityId, name } = await findCommunity(kiwi, this.args.community);
    const path = { communityId };
    const { recipients } = await kiwi.post('/v1/communities/{communityId}/announcements/preview', {
      ...{ path, body },
    });
    const told = count(recipients, 'resident');
    await confirmName(name, this.flags.confirm, `${told} of ${name} will be notified.`);
    const published = await kiwi.post('/v1/communities/{communityId}/announcements', { path, body });
    this.log(
      `Published ${published.id} to ${told}. It is shown until ${published.endsAt ?? 'it is withdrawn'}.`,
    );
    return published;
  }
}
