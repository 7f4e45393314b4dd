import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Hospital } from '../../base/wire.ts';
import {
  changes,
  locationOf,
  orNull,
  phoneFlag,
  placeFlags,
  timezoneFlag,
} from '../../organisations/fields.ts';
import { findHospital } from '../../organisations/find.ts';
import { hospitalDetails } from '../../organisations/hospitals.ts';

export default class HospitalsUpdate extends BaseCommand<typeof HospitalsUpdate> {
  static override summary =
    'Update a hospital. Omitted fields stay as they are; an empty value clears a field.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" --address "4 Temple Street"',
  ];
  static override args = { hospital: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = {
    name: string({ summary: 'New name.' }),
    phone: phoneFlag,
    ...placeFlags,
    timezone: timezoneFlag,
    active: boolean({ summary: 'Reactivate it; --no-active deactivates it.' }),
  };

  async run(): Promise<Hospital> {
    const { flags } = this;
    const body = changes({
      name: flags.name,
      phone: orNull(flags.phone),
      address: orNull(flags.address),
      location: locationOf(flags),
      timezone: flags.timezone,
      active: flags.active,
    });
    const kiwi = await this.client();
    const { id, version } = await findHospital(kiwi, this.args.hospital);
    const hospital = await kiwi.patch('/v1/hospitals/{hospitalId}', {
      path: { hospitalId: id },
      body,
      ifMatch: version,
    });
    this.log(`Changed.\n${hospitalDetails(hospital)}`);
    return hospital;
  }
}
