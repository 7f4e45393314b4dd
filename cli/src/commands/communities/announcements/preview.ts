import { BaseCommand } from '../../../base/command.ts';
import {
  ANNOUNCEMENT_FLAGS,
  announcementIn,
  COMMUNITY_ARGUMENT,
  type Outreach,
  outreachDetails,
} from '../../../notifications/announcements.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class AnnouncementsPreview extends BaseCommand<typeof AnnouncementsPreview> {
  static override summary = 'Show whom an announcement to a community would reach, and how. Nothing is sent.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --title "No water on Monday" --message "The tank is cleaned from 10 to 14."',
  ];
  static override args = COMMUNITY_ARGUMENT;
  static override flags = ANNOUNCEMENT_FLAGS;

  async run(): Promise<Outreach> {
    const body = announcementIn(this.flags);
    const kiwi = await this.client();
    const path = { communityId: (await findCommunity(kiwi, this.args.community)).id };
    const outreach = await kiwi.post('/v1/communities/{communityId}/announcements/preview', { path, body });
    this.log(outreachDetails(outreach));
    return outreach;
  }
}
