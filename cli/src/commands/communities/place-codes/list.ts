import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { PLACE_COLUMNS, type Place } from '../../../places/places.ts';

export default class PlaceCodesList extends BaseCommand<typeof PlaceCodesList> {
  static override summary = 'List the places of a community with their codes.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows"'];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = listFlags;

  async run(): Promise<Listed<Place>> {
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, this.args.community);
    const path = { communityId };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/communities/{communityId}/places', { path, query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, PLACE_COLUMNS, 'The community has no place codes.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'place')}`);
    return listed;
  }
}
