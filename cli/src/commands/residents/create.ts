import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Resident } from '../../base/wire.ts';
import { languageFlag, locationOf, placeFlags } from '../../organisations/fields.ts';
import { findCommunity } from '../../organisations/find.ts';
import { residentDetails } from '../../organisations/residents.ts';

const { latitude, longitude } = placeFlags;

export default class ResidentsCreate extends BaseCommand<typeof ResidentsCreate> {
  static override summary = 'Create a resident, who signs in with a code sent to their phone.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --community "Green Meadows" --name "Arjun Rao" --phone +919812345678 --unit B-404',
  ];
  static override flags = {
    community: string({ summary: 'The community of the resident.', required: true, helpValue: 'NAME|ID' }),
    name: string({ summary: 'Full name.', required: true }),
    phone: string({
      summary: 'With country code; they sign in with it.',
      required: true,
      helpValue: 'PHONE',
    }),
    email: string({ summary: 'Email address.' }),
    unit: string({ summary: 'Flat or house.' }),
    'date-of-birth': string({ summary: 'As 1961-04-30.', helpValue: 'DATE' }),
    language: languageFlag,
    latitude,
    longitude,
    'sos-volunteer': boolean({ summary: 'Receives Neighbor SOS calls of the community.' }),
  };

  async run(): Promise<Resident> {
    const { flags } = this;
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, flags.community);
    const resident = await kiwi.post('/v1/residents', {
      body: {
        communityId: community.id,
        name: flags.name,
        phone: flags.phone,
        email: flags.email,
        unit: flags.unit,
        dateOfBirth: flags['date-of-birth'],
        language: flags.language,
        location: locationOf(flags),
        ...(flags['sos-volunteer'] ? { neighborSosVolunteer: true } : {}),
      },
    });
    this.log(`Created.\n${residentDetails(resident, community.name)}`);
    return resident;
  }
}
