import { string as stringArgument } from '@oclif/core/args';
import { option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { printable } from '../../base/printable.ts';
import { boardOf } from '../../bookings/board.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';
import { BOOKING_STATES } from '../../bookings/show.ts';

export default class BookingsWatch extends BaseCommand<typeof BookingsWatch> {
  static override summary = 'Follow a booking, or all bookings of a hospital or community, live.';
  static override description =
    `With an id: until the booking ends. Without: the board of your own hospital or community, until Ctrl-C.
A lost connection comes back by itself. With --json, one JSON object a line.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --json',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005 --until assigned && echo on the way',
  ];
  static override args = { booking: stringArgument({ description: BOOKING_ARGUMENT }) };
  static override flags = {
    hospital: string({
      summary: 'Follow the bookings of this hospital.',
      exclusive: ['community'],
      helpValue: 'NAME|ID',
    }),
    community: string({ summary: 'Follow the bookings of this community.', helpValue: 'NAME|ID' }),
    until: option({ options: BOOKING_STATES, summary: 'Stop as soon as the booking is in this state.' })(),
  };

  async run(): Promise<void> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const options = {
      json: this.jsonEnabled(),
      print: (line: string) => process.stdout.write(`${printable(line)}\n`),
    };
    if (args.booking) {
      const { watchBooking } = await import('../../bookings/watch-booking.ts');
      await watchBooking(kiwi, await findBookingId(kiwi, args.booking), { ...options, until: flags.until });
    } else {
      const { watchBoard } = await import('../../bookings/watch-board.ts');
      await watchBoard(kiwi, await boardOf(kiwi, flags), options);
    }
  }
}
