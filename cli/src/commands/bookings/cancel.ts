import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Booking } from '../../base/wire.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';

export default class BookingsCancel extends BaseCommand<typeof BookingsCancel> {
  static override summary = 'Cancel a booking. This cannot be undone.';
  static override description = 'To confirm, type the name of the service or pass it as --confirm.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005 --reason "Booked twice" --confirm ambulance',
  ];
  static override args = { booking: stringArgument({ description: BOOKING_ARGUMENT, required: true }) };
  static override flags = {
    reason: string({ summary: 'The reason, recorded in the timeline.', required: true, helpValue: 'TEXT' }),
    confirm: confirmFlag,
  };

  async run(): Promise<Booking> {
    const kiwi = await this.client();
    const path = { bookingId: await findBookingId(kiwi, this.args.booking) };
    const found = await kiwi.get('/v1/bookings/{bookingId}', { path });
    if (found.state === 'cancelled') {
      this.log('The booking is already cancelled.');
      return found;
    }
    await confirmName(
      found.serviceType,
      this.flags.confirm,
      `This ${found.state} ${found.serviceType} booking will be cancelled.`,
    );
    const booking = await kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path,
      body: { to: 'cancelled', reason: this.flags.reason },
    });
    this.log(`${booking.serviceType} was cancelled.`);
    return booking;
  }
}
