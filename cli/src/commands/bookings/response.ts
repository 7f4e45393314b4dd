import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { boolean, string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { type Column, shortTime } from '../../base/output.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';

type Response = components['schemas']['NeighbourhoodResponse'];
type Leg = Response['legs'][number];

const TABLE: readonly Column<Leg>[] = [
  { header: 'To', value: ({ role }) => (role === 'patient' ? 'patient' : 'patient, by the defibrillator') },
  { header: 'State', value: ({ state }) => state },
  { header: 'Volunteer', value: ({ volunteer }) => volunteer?.name, flexible: 20 },
  { header: 'Expected', value: ({ expectedAt }) => expectedAt && shortTime(expectedAt) },
  { header: 'Asked', value: ({ offers }) => `${offers.sent}, open ${offers.open}`, drop: 1 },
  { header: 'Defibrillator', value: ({ defibrillator }) => defibrillator?.name, flexible: 20, drop: 2 },
];

export default class BookingsResponse extends BaseCommand<typeof BookingsResponse> {
  static override summary =
    'Show how the neighbourhood responds to a cardiac arrest; ask it, or stand it down.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 4d2f8a1c',
    '<%= config.bin %> <%= command.id %> 4d2f8a1c --ask --access "Lift B, door left open"',
    '<%= config.bin %> <%= command.id %> 4d2f8a1c --stand-down "The patient is awake"',
  ];
  static override args = { booking: string({ description: BOOKING_ARGUMENT, required: true }) };
  static override flags = {
    ask: boolean({ summary: 'Ask the nearest volunteers to go there.', exclusive: ['stand-down'] }),
    access: text({ summary: 'How volunteers get in.', helpValue: 'TEXT', dependsOn: ['ask'] }),
    'stand-down': text({ summary: 'Why volunteers are no longer needed.', helpValue: 'TEXT' }),
  };

  async run(): Promise<Response> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const path = { bookingId: await findBookingId(kiwi, args.booking) };
    const response = flags.ask
      ? await kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response', {
          path,
          body: flags.access === undefined ? {} : { accessHint: flags.access },
        })
      : flags['stand-down'] === undefined
        ? await kiwi.get('/v1/bookings/{bookingId}/neighbourhood-response', { path })
        : await kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response/end', {
            path,
            body: { reason: flags['stand-down'] },
          });
    this.log(`${response.state}${response.endReason === null ? '' : `: ${response.endReason}`}`);
    this.logTable(response.legs, TABLE, 'No one has been asked yet.');
    return response;
  }
}
