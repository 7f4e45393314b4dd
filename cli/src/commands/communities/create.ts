import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Community } from '../../base/wire.ts';
import { communityDetails } from '../../organisations/communities.ts';
import { locationOf, placeFlags, timezoneFlag } from '../../organisations/fields.ts';

export default class CommunitiesCreate extends BaseCommand<typeof CommunitiesCreate> {
  static override summary = 'Create a community.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name "Green Meadows" --address "12 Lake Road" --timezone Asia/Kolkata',
  ];
  static override flags = {
    name: string({ summary: 'The name that people know it by.', required: true }),
    ...placeFlags,
    timezone: timezoneFlag,
  };

  async run(): Promise<Community> {
    const { flags } = this;
    const kiwi = await this.client();
    const community = await kiwi.post('/v1/communities', {
      body: {
        name: flags.name,
        address: flags.address,
        location: locationOf(flags),
        timezone: flags.timezone,
      },
    });
    this.log(`Added.\n${communityDetails(community)}`);
    return community;
  }
}
