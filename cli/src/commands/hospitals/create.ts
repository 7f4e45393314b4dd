import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Hospital } from '../../base/wire.ts';
import { locationOf, phoneFlag, placeFlags, timezoneFlag } from '../../organisations/fields.ts';
import { hospitalDetails } from '../../organisations/hospitals.ts';

export default class HospitalsCreate extends BaseCommand<typeof HospitalsCreate> {
  static override summary = 'Create a hospital.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name "Sahyadri General" --phone +918040001234 --timezone Asia/Kolkata',
  ];
  static override flags = {
    name: string({ summary: 'The name that people know it by.', required: true }),
    phone: phoneFlag,
    ...placeFlags,
    timezone: timezoneFlag,
  };

  async run(): Promise<Hospital> {
    const { flags } = this;
    const kiwi = await this.client();
    const hospital = await kiwi.post('/v1/hospitals', {
      body: {
        name: flags.name,
        phone: flags.phone,
        address: flags.address,
        location: locationOf(flags),
        timezone: flags.timezone,
      },
    });
    this.log(`Added.\n${hospitalDetails(hospital)}`);
    return hospital;
  }
}
