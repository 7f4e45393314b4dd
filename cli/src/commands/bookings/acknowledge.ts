import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { shortTime } from '../../base/output.ts';
import type { Booking } from '../../base/wire.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';

export default class BookingsAcknowledge extends BaseCommand<typeof BookingsAcknowledge> {
  static override summary = 'Acknowledge the escalation of a booking.';
  static override description =
    `Says that somebody has seen to a clock that was missed. The first who does is recorded.
Bookings that wait for it: kiwimesh bookings list --escalated`;
  static override examples = ['<%= config.bin %> <%= command.id %> 00000005'];
  static override args = { booking: stringArgument({ description: BOOKING_ARGUMENT, required: true }) };

  async run(): Promise<Booking> {
    const kiwi = await this.client();
    const path = { bookingId: await findBookingId(kiwi, this.args.booking) };
    const booking = await kiwi.post('/v1/bookings/{bookingId}/escalation-acknowledgement', { path });
    const { acknowledgedAt, acknowledgedBy } = booking.escalation ?? {};
    if (acknowledgedAt)
      this.log(`Acknowledged at ${shortTime(acknowledgedAt)} by ${acknowledgedBy?.name ?? 'an API key'}.`);
    return booking;
  }
}
