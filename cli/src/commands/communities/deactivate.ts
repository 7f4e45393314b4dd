import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Community } from '../../base/wire.ts';
import { findCommunity } from '../../organisations/find.ts';

export default class CommunitiesDeactivate extends BaseCommand<typeof CommunitiesDeactivate> {
  static override summary = 'Deactivate a community. Its history is kept; `update --active` reactivates it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --confirm "Green Meadows"',
  ];
  static override args = { community: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Community> {
    const kiwi = await this.client();
    const found = await findCommunity(kiwi, this.args.community);
    if (!found.active) {
      this.log(`${found.name} is already deactivated.`);
      return found;
    }
    await confirmName(found.name, this.flags.confirm, `${found.name} will accept no new bookings.`);
    const community = await kiwi.patch('/v1/communities/{communityId}', {
      path: { communityId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(
      `${community.name} is deactivated. To reactivate it: kiwimesh communities update ${community.id} --active`,
    );
    return community;
  }
}
