import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { bold } from '../../base/output.ts';
import type { Booking, TimelineEntry } from '../../base/wire.ts';
import { readNames } from '../../bookings/names.ts';
import { bookingDetails, TIMELINE_COLUMNS } from '../../bookings/show.ts';

export type BookingWithTimeline = Booking & { readonly timeline: readonly TimelineEntry[] };

export default class BookingsShow extends BaseCommand<typeof BookingsShow> {
  static override summary = 'Show one booking and everything that happened to it.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000005'];
  static override args = { booking: string({ description: 'Id of the booking.', required: true }) };

  async run(): Promise<BookingWithTimeline> {
    const kiwi = await this.client();
    const path = { bookingId: this.args.booking };
    const booking = await kiwi.get('/v1/bookings/{bookingId}', { path });
    const timeline: TimelineEntry[] = [];
    for await (const entry of kiwi.pages('/v1/bookings/{bookingId}/timeline', { path })) timeline.push(entry);
    if (!this.jsonEnabled()) {
      this.log(bookingDetails(booking, await readNames(kiwi, booking)));
      this.log(`\n${bold('Timeline')}`);
      this.logTable(timeline, TIMELINE_COLUMNS, 'Nothing yet.');
    }
    return { ...booking, timeline };
  }
}
