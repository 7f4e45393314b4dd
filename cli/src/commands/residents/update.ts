import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Resident } from '../../base/wire.ts';
import { changes, languageFlag, locationOf, orNull, placeFlags } from '../../organisations/fields.ts';
import { findCommunity, findResident } from '../../organisations/find.ts';
import { residentDetails } from '../../organisations/residents.ts';

const { latitude, longitude } = placeFlags;

export default class ResidentsUpdate extends BaseCommand<typeof ResidentsUpdate> {
  static override summary =
    'Update a resident. Omitted fields stay as they are; an empty value clears a field.';
  static override examples = ['<%= config.bin %> <%= command.id %> +919812345678 --unit C-101'];
  static override args = { resident: stringArgument({ description: 'Phone, name or id.', required: true }) };
  static override flags = {
    community: string({ summary: 'New community.', helpValue: 'NAME|ID' }),
    name: string({ summary: 'New name.' }),
    phone: string({ summary: 'New phone, with country code.', helpValue: 'PHONE' }),
    email: string({ summary: 'New email.' }),
    unit: string({ summary: 'New flat or house.' }),
    'date-of-birth': string({ summary: 'As 1961-04-30.', helpValue: 'DATE' }),
    language: languageFlag,
    latitude,
    longitude,
    'sos-volunteer': boolean({
      summary: 'Receives Neighbor SOS calls, or --no-sos-volunteer.',
      allowNo: true,
    }),
    active: boolean({ summary: 'Reactivate the resident; --no-active deactivates them.' }),
  };

  async run(): Promise<Resident> {
    const { flags } = this;
    const kiwi = await this.client();
    const body = changes({
      communityId: flags.community ? (await findCommunity(kiwi, flags.community)).id : undefined,
      name: flags.name,
      phone: flags.phone,
      email: orNull(flags.email),
      unit: orNull(flags.unit),
      dateOfBirth: orNull(flags['date-of-birth']),
      language: flags.language,
      location: locationOf(flags),
      neighborSosVolunteer: flags['sos-volunteer'],
      active: flags.active,
    });
    const { id, version } = await findResident(kiwi, this.args.resident);
    const resident = await kiwi.patch('/v1/residents/{residentId}', {
      path: { residentId: id },
      body,
      ifMatch: version,
    });
    if (this.jsonEnabled()) return resident;
    const community = await findCommunity(kiwi, resident.communityId);
    this.log(`Updated.\n${residentDetails(resident, community.name)}`);
    return resident;
  }
}
