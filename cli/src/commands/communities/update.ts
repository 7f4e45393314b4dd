import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Community } from '../../base/wire.ts';
import { communityDetails } from '../../organisations/communities.ts';
import { changes, locationOf, orNull, placeFlags, timezoneFlag } from '../../organisations/fields.ts';
import { findCommunity } from '../../organisations/find.ts';

export default class CommunitiesUpdate extends BaseCommand<typeof CommunitiesUpdate> {
  static override summary =
    'Update a community. Omitted fields stay as they are; an empty value clears a field.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --address "4 Temple Street"',
  ];
  static override args = { community: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = {
    name: string({ summary: 'New name.' }),
    ...placeFlags,
    timezone: timezoneFlag,
    active: boolean({ summary: 'Reactivate it; --no-active deactivates it.' }),
  };

  async run(): Promise<Community> {
    const { flags } = this;
    const body = changes({
      name: flags.name,
      address: orNull(flags.address),
      location: locationOf(flags),
      timezone: flags.timezone,
      active: flags.active,
    });
    const kiwi = await this.client();
    const { id, version } = await findCommunity(kiwi, this.args.community);
    const community = await kiwi.patch('/v1/communities/{communityId}', {
      path: { communityId: id },
      body,
      ifMatch: version,
    });
    this.log(`Changed.\n${communityDetails(community)}`);
    return community;
  }
}
