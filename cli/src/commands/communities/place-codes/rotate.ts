import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { findPlace, type Place, placeDetails } from '../../../places/places.ts';

export default class PlaceCodesRotate extends BaseCommand<typeof PlaceCodesRotate> {
  static override summary = 'Give a place a new code, when the printed one is abused.';
  static override description =
    'The printed code stops working at once: print the sheet again and replace it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" "Tower B, lift 2" --confirm "Tower B, lift 2"',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    place: string({ description: 'Name or id.', required: true }),
  };
  static override flags = {
    confirm: text({ summary: 'Its name, to confirm.', helpValue: 'NAME', required: true }),
  };

  async run(): Promise<Place> {
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, this.args.community);
    const { id: placeId, name } = await findPlace(kiwi, community.id, this.args.place);
    if (this.flags.confirm !== name) {
      throw new CliError('not_confirmed', `Nothing was changed: --confirm must be "${name}".`);
    }
    const rotated = await kiwi.post('/v1/places/{placeId}/code', { path: { placeId } });
    this.log(placeDetails(rotated));
    return rotated;
  }
}
