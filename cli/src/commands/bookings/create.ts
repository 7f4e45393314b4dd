import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { timestamp } from '../../base/time.ts';
import type { Booking } from '../../base/wire.ts';
import { readNames } from '../../bookings/names.ts';
import { bookingDetails } from '../../bookings/show.ts';
import { locationOf, placeFlags } from '../../organisations/fields.ts';
import { findHospital, findResident } from '../../organisations/find.ts';

export default class BookingsCreate extends BaseCommand<typeof BookingsCreate> {
  static override summary = 'Book a service for a resident.';
  static override description =
    `Without --at the service is wanted as soon as possible; times that can be booked: kiwimesh availability.
While the resident has an open emergency of the same service, another one needs --for-another-person.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --service-type ambulance --resident +919812345678 --notes "Fell on the stairs"',
    '<%= config.bin %> <%= command.id %> --service-type home_nursing --resident +919812345678 --at 2026-11-24T10:30',
  ];
  static override flags = {
    'service-type': string({ summary: 'The service, such as ambulance.', required: true, helpValue: 'ID' }),
    resident: string({ summary: 'The resident to book for.', required: true, helpValue: 'PHONE|NAME|ID' }),
    hospital: string({
      summary: 'The hospital; default: the nearest that offers the service.',
      helpValue: 'NAME|ID',
    }),
    'preferred-hospital': string({
      summary: 'The hospital if it offers the service to the community; otherwise as without this flag.',
      exclusive: ['hospital'],
      helpValue: 'NAME|ID',
    }),
    at: string({ summary: 'The start of a slot; default: as soon as possible.', helpValue: 'TIME' }),
    notes: string({ summary: 'Notes for the person who comes.', helpValue: 'TEXT' }),
    ...placeFlags,
    address: string({
      summary: 'Directions, in addition to --latitude and --longitude.',
      dependsOn: ['latitude'],
      helpValue: 'TEXT',
    }),
    'for-another-person': boolean({
      summary:
        'Confirm that this booking is for another person, when the resident has an open emergency of this service.',
    }),
  };

  async run(): Promise<Booking> {
    const { flags } = this;
    const kiwi = await this.client();
    const location = locationOf(flags);
    const preferred = flags['preferred-hospital'];
    const booking = await kiwi.post('/v1/bookings', {
      body: {
        serviceType: flags['service-type'],
        residentId: (await findResident(kiwi, flags.resident)).id,
        hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
        preferredHospitalId: preferred && (await findHospital(kiwi, preferred)).id,
        scheduledFor: timestamp(flags.at),
        notes: flags.notes,
        ...(location && { location: { ...location, ...(flags.address && { address: flags.address }) } }),
        ...(flags['for-another-person'] ? { forAnotherPerson: true } : {}),
      },
    });
    if (!this.jsonEnabled()) {
      this.log(`Booked.\n${bookingDetails(booking, await readNames(kiwi, booking))}`);
    }
    return booking;
  }
}
