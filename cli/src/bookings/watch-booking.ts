import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { clock, following, printer, type WatchOptions } from '../base/following.ts';
import { dim, paint, plain } from '../base/output.ts';
import type { Booking, TimelineEntry } from '../base/wire.ts';
import { FINAL_STATES, state, withWhom } from './show.ts';
import type { BookingWatchEvent } from './watch-event.ts';

/**
 * Follows one booking until it ends, or reaches `until`. Lines come from its timeline, read after each change: so none
 * is missed, however fast changes follow one another and however long the connection was away.
 */
export async function watchBooking(
  kiwi: Kiwimesh,
  bookingId: string,
  options: WatchOptions & { readonly until?: string | undefined },
): Promise<void> {
  const { until } = options;
  const out = printer<BookingWatchEvent>(options);
  const live = kiwi.live();
  let told: number | undefined;
  let reached = false;
  let ended = '';

  await following(kiwi, live, out, ({ handlers, done, inOrder }) => {
    const catchUp = async (booking: Booking) => {
      out.json({ event: 'booking', booking });
      const before = told;
      for await (const entry of kiwi.pages('/v1/bookings/{bookingId}/timeline', { path: { bookingId } })) {
        if (entry.sequence <= (told ?? 0)) continue;
        told = entry.sequence;
        if (before === undefined) continue;
        reached ||= entry.to === until;
        out.json({ event: 'entry', bookingId, entry });
        out.text(`${clock(entry.at)}  ${booking.serviceType}  ${entryText(entry, booking)}`);
      }
      // Earlier entries are shown by `bookings show`.
      if (before === undefined) {
        out.text(`${clock()}  ${booking.serviceType}  ${state(booking.state)}  ${withWhom(booking)}`);
      }
      reached ||= booking.state === until;
      ended = FINAL_STATES.includes(booking.state) ? booking.state : '';
      if (reached || ended) done();
    };
    live.booking(bookingId, {
      ...handlers,
      onBooking: (booking) => inOrder(() => catchUp(booking)),
      onPosition: ({ latitude, longitude, recordedAt }) =>
        inOrder(async () => {
          out.json({ event: 'position', bookingId, latitude, longitude, recordedAt });
          out.text(`${clock(recordedAt)}  ${dim(`seen at ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)}`);
        }),
    });
    // The booking as it is comes with the subscription.
    return undefined;
  });
  if (until && !reached) {
    throw new CliError('ended', `The booking ended as ${ended} without becoming ${until}.`, {
      exit: EXIT.refused,
    });
  }
}

/** `requested > assigned  with Ravi Kumar  by Asha Rao: on call`. */
function entryText(entry: TimelineEntry, booking: Booking): string {
  const moved = entry.to !== null && entry.from !== entry.to;
  const words = entry.type.replaceAll('_', ' ');
  const parts = [moved ? `${entry.from ?? 'new'} > ${state(entry.to ?? '')}` : words];
  if (entry.type === 'sla_breached' || entry.type === 'offers_exhausted') parts[0] = paint('red', words);
  if (entry.to === 'assigned' && booking.assignee) parts.push(`with ${plain(booking.assignee.name)}`);
  const { name } = entry.actor;
  const who = name && name !== booking.assignee?.name ? `by ${plain(name)}` : '';
  const why = entry.reason ? plain(entry.reason) : '';
  if (who || why) parts.push(dim([who, why].filter(Boolean).join(': ')));
  return parts.join('  ');
}
