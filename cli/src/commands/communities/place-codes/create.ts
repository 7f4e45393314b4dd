import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { locationOf, placeFlags } from '../../../organisations/fields.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { type Place, placeDetails } from '../../../places/places.ts';

export default class PlaceCodesCreate extends BaseCommand<typeof PlaceCodesCreate> {
  static override summary = 'Make a code for a gate, lift or hall of a community.';
  static override description = 'Print it with `sheet`. A call with it says where the caller is.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --name "Tower B, lift 2" --latitude 12.9719 --longitude 77.5951 --address "Behind the reception"',
  ];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = {
    name: text({ summary: 'Where it is, as people there call the place.', required: true }),
    ...placeFlags,
  };

  async run(): Promise<Place> {
    const { args, flags } = this;
    const point = locationOf(flags);
    if (!point) throw new CliError('no_location', 'Give --latitude and --longitude.');
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, args.community);
    const location = { ...point, ...(flags.address === undefined ? {} : { address: flags.address }) };
    const created = await kiwi.post('/v1/communities/{communityId}/places', {
      path: { communityId },
      body: { name: flags.name, location },
    });
    this.log(placeDetails(created));
    return created;
  }
}
