import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Booking } from '../../base/wire.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';
import { BOOKING_STATES } from '../../bookings/show.ts';

/** Assigning needs a person and cancelling a confirmation: each has its own command. */
const TARGETS = BOOKING_STATES.filter((name) => name !== 'assigned' && name !== 'cancelled');

export default class BookingsMove extends BaseCommand<typeof BookingsMove> {
  static override summary = 'Move a booking to another state, for example on behalf of its assignee.';
  static override description =
    'Acting on behalf of the assignee requires a reason. Moving a booking to "requested" unassigns it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005 en_route --reason "Reported by phone"',
  ];
  static override args = {
    booking: stringArgument({ description: BOOKING_ARGUMENT, required: true }),
    state: stringArgument({ description: 'The new state.', required: true, options: TARGETS }),
  };
  static override flags = {
    reason: string({ summary: 'The reason, recorded in the timeline.', helpValue: 'TEXT' }),
  };

  async run(): Promise<Booking> {
    const kiwi = await this.client();
    const to = this.args.state as Booking['state'];
    const path = { bookingId: await findBookingId(kiwi, this.args.booking) };
    const present = await kiwi.get('/v1/bookings/{bookingId}', { path });
    if (present.state === to) {
      this.log(`${present.serviceType} is already ${to}.`);
      return present;
    }
    const booking = await kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path,
      body: { to, reason: this.flags.reason },
    });
    this.log(`${booking.serviceType} is ${booking.state} now.`);
    return booking;
  }
}
