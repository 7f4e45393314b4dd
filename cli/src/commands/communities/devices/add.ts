import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { type AlarmDevice, deviceDetails, findPlace } from '../../../places/places.ts';

const KINDS = ['pendant', 'panic_button', 'fire_panel', 'lift', 'other'] as const;

export default class DevicesAdd extends BaseCommand<typeof DevicesAdd> {
  static override summary = 'Register a device that raises alarms: where it is, and whose.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" PND-0042 --kind pendant --resident 0193a5f0-7c1e-7000-8000-000000000004',
    '<%= config.bin %> <%= command.id %> "Green Meadows" LIFT-B2 --kind lift --place "Tower B, lift 2"',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    device: string({ description: 'The id that the installation gives it.', required: true }),
  };
  static override flags = {
    kind: text({ summary: 'What it is.', options: [...KINDS], required: true }),
    place: text({ summary: 'Where it is: name or id of a place.', helpValue: 'PLACE' }),
    resident: text({ summary: 'Whose it is.', helpValue: 'ID' }),
  };

  async run(): Promise<AlarmDevice> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, args.community);
    const place = flags.place === undefined ? undefined : await findPlace(kiwi, communityId, flags.place);
    const added = await kiwi.post('/v1/communities/{communityId}/alarm-devices', {
      path: { communityId },
      body: {
        deviceId: args.device,
        kind: flags.kind as (typeof KINDS)[number],
        ...(place === undefined ? {} : { placeId: place.id }),
        ...(flags.resident === undefined ? {} : { residentId: flags.resident }),
      },
    });
    this.log(deviceDetails(added));
    return added;
  }
}
