import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import type { Community } from '../../base/wire.ts';
import { communityDetails } from '../../organisations/communities.ts';
import { findCommunity } from '../../organisations/find.ts';

export default class CommunitiesShow extends BaseCommand<typeof CommunitiesShow> {
  static override summary = 'Show a community.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows"'];
  static override args = { community: string({ description: 'Name or id.', required: true }) };

  async run(): Promise<Community> {
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, this.args.community);
    if (this.jsonEnabled()) return community;
    const hospitals: string[] = [];
    for await (const one of kiwi.pages('/v1/hospitals', { query: { communityId: community.id } }))
      hospitals.push(one.name);
    this.log(communityDetails(community, hospitals));
    return community;
  }
}
