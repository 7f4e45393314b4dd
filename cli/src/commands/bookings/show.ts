import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { bold } from '../../base/output.ts';
import type { Booking, TimelineEntry } from '../../base/wire.ts';
import { BOOKING_ARGUMENT, findBookingId } from '../../bookings/find.ts';
import { offerNames, readNames } from '../../bookings/names.ts';
import { bookingDetails, timelineColumns } from '../../bookings/show.ts';

export type BookingWithTimeline = Booking & { readonly timeline: readonly TimelineEntry[] };

export default class BookingsShow extends BaseCommand<typeof BookingsShow> {
  static override summary = 'Show a booking and its timeline.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005',
    '<%= config.bin %> <%= command.id %> 00000005',
  ];
  static override args = { booking: string({ description: BOOKING_ARGUMENT, required: true }) };

  async run(): Promise<BookingWithTimeline> {
    const kiwi = await this.client();
    const path = { bookingId: await findBookingId(kiwi, this.args.booking) };
    const booking = await kiwi.get('/v1/bookings/{bookingId}', { path });
    const timeline: TimelineEntry[] = [];
    for await (const entry of kiwi.pages('/v1/bookings/{bookingId}/timeline', { path })) timeline.push(entry);
    if (!this.jsonEnabled()) {
      this.log(bookingDetails(booking, await readNames(kiwi, booking)));
      this.log(`\n${bold('Timeline')}`);
      const names = new Map(await offerNames(kiwi, booking.id));
      if (booking.assignee) names.set(booking.assignee.id, booking.assignee.name);
      this.logTable(timeline, timelineColumns(names), 'No entries.');
    }
    return { ...booking, timeline };
  }
}
