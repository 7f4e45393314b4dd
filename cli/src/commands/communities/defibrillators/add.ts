import { string } from '@oclif/core/args';
import { integer, string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { type Defibrillator, defibrillatorDetails } from '../../../neighbourhood/defibrillators.ts';
import { HOURS_HELP, parseHours } from '../../../neighbourhood/hours.ts';
import { locationOf, placeFlags } from '../../../organisations/fields.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class DefibrillatorsAdd extends BaseCommand<typeof DefibrillatorsAdd> {
  static override summary = 'Add a defibrillator to the register of a community.';
  static override description = 'Nobody is sent for it before its first check: see --checked, or `check`.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" --name Clubhouse --latitude 12.9719 --longitude 77.5951 --access "Left of the reception" --hours "Mon-Sun 06:00-23:00" --checked 2026-11-20',
  ];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = {
    name: text({ summary: 'Where it is, as people there call the place.', required: true }),
    ...placeFlags,
    access: text({ summary: 'How to get at it, such as whom to ask at night.', helpValue: 'TEXT' }),
    hours: text({ summary: HOURS_HELP, helpValue: 'HOURS' }),
    photo: text({ summary: 'Address of a photo of the place.', helpValue: 'URL' }),
    'check-every': integer({ summary: 'How often it has to be looked at; default: 30.', helpValue: 'DAYS' }),
    checked: text({ summary: 'The day on which it was last found ready.', helpValue: 'DATE' }),
  };

  async run(): Promise<Defibrillator> {
    const { args, flags } = this;
    const point = locationOf(flags);
    if (!point) throw new CliError('no_location', 'Give --latitude and --longitude.');
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, args.community);
    const added = await kiwi.post('/v1/communities/{communityId}/defibrillators', {
      path: { communityId },
      body: {
        name: flags.name,
        location: { ...point, ...(flags.address === undefined ? {} : { address: flags.address }) },
        ...(flags.access === undefined ? {} : { accessHint: flags.access }),
        ...(flags.hours === undefined ? {} : { hours: parseHours(flags.hours) }),
        ...(flags.photo === undefined ? {} : { photoUrl: flags.photo }),
        ...(flags['check-every'] === undefined ? {} : { checkEveryDays: flags['check-every'] }),
        ...(flags.checked === undefined ? {} : { lastCheckedOn: flags.checked }),
      },
    });
    this.log(defibrillatorDetails(added));
    return added;
  }
}
