import type { Kiwimesh } from '@kiwimesh/sdk';
import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import type { Booking } from '../../base/wire.ts';
import { chooseAssignee } from '../../bookings/assignee.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';
import { withWhom } from '../../bookings/show.ts';
import { findResident, findStaff, isId } from '../../organisations/find.ts';

export default class BookingsAssign extends BaseCommand<typeof BookingsAssign> {
  static override summary = 'Assign or reassign a booking.';
  static override description =
    'Without ASSIGNEE, you choose from the people on duty. Reassigning a booking requires a reason.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005 meera@sahyadri.example',
  ];
  static override args = {
    booking: stringArgument({ description: BOOKING_ARGUMENT, required: true }),
    assignee: stringArgument({
      description: 'Email, name or id of a member of staff; phone or id of a resident.',
    }),
  };
  static override flags = {
    reason: string({ summary: 'The reason, recorded in the timeline.', helpValue: 'TEXT' }),
  };

  async run(): Promise<Booking> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const path = { bookingId: await findBookingId(kiwi, args.booking) };
    const assigneeId = args.assignee
      ? await personId(kiwi, args.assignee)
      : await chooseAssignee(kiwi, path.bookingId);
    const present = await kiwi.get('/v1/bookings/{bookingId}', { path });
    if (present.assignee?.id === assigneeId && present.state === 'assigned') {
      this.log(`${present.serviceType} is already assigned to ${withWhom(present)} (${present.state}).`);
      return present;
    }
    const free = present.allowedTransitions.includes('assigned');
    if (present.assignee && free && flags.reason === undefined) {
      throw new CliError(
        'reason_required',
        `The booking is assigned to ${present.assignee.name}; nothing was changed.`,
        {
          hint: 'To reassign it: --reason "…"',
        },
      );
    }
    const booking = await kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path,
      body: { to: 'assigned', assigneeId, reason: flags.reason },
    });
    this.log(`${booking.serviceType} is now assigned to ${withWhom(booking)} (${booking.state}).`);
    return booking;
  }
}

/** Staff by email, name or id; a resident, for services that neighbours give, by phone or id. */
async function personId(kiwi: Kiwimesh, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted;
  return (await (wanted.startsWith('+') ? findResident(kiwi, wanted) : findStaff(kiwi, wanted))).id;
}
