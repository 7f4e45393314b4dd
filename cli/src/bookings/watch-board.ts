import type { BookingChange, Kiwimesh } from '@kiwimesh/sdk';
import { clock, following, printer, type WatchOptions } from '../base/following.ts';
import { dim, paint, screenWidth, table, textWidth, zone } from '../base/output.ts';
import type { Booking } from '../base/wire.ts';
import type { Board } from './board.ts';
import { shortId } from './find.ts';
import { residentNames } from './names.ts';
import { BOOKING_COLUMNS, bookingRows, state, withWhom } from './show.ts';
import type { BookingWatchEvent } from './watch-event.ts';

/** Columns of a line before what is new: time, state, service. */
const LINE_START = 39;

/** Follows a board until Ctrl-C. Shows what is open first, and again after every interruption. */
export async function watchBoard(kiwi: Kiwimesh, board: Board, options: WatchOptions): Promise<void> {
  const out = printer<BookingWatchEvent>(options);
  const live = kiwi.live();
  await following(kiwi, live, out, ({ handlers, inOrder }) => {
    live.board(board, {
      ...handlers,
      onBooking: (change) =>
        inOrder(async () => {
          out.json({ event: 'change', change });
          if (options.json) return;
          const booking = await kiwi.get('/v1/bookings/{bookingId}', {
            path: { bookingId: change.bookingId },
          });
          out.text(boardLine(change, booking));
        }),
      onAlert: (alert) =>
        inOrder(async () => {
          out.json({ event: 'alert', alert });
          const what = alert.type === 'sla_breached' ? 'missed its SLA' : 'no one accepted';
          out.text(`${clock(alert.at)}  ${paint('red', `! ${what}`)}  ${dim(shortId(alert.bookingId))}`);
        }),
    });
    return options.json ? undefined : () => showOpen(kiwi, board, out.text);
  });
}

/** `booking.offer_declined` as `offer declined`. */
function describeChange(change: BookingChange): string {
  return change.type.replace(/^booking\./, '').replaceAll('_', ' ');
}

/** What happens while a booking stays requested, in words as short as a state. */
const SHORT: Readonly<Record<string, string>> = {
  offered: 'offered',
  'offer declined': 'declined',
  'offer expired': 'expired',
  'offers exhausted': 'exhausted',
  unassigned: 'unassigned',
};

/** One line of a board. On a narrow terminal the id is kept where someone has to act, the news elsewhere. */
function boardLine(change: BookingChange, booking: Booking): string {
  const bookingId = shortId(change.bookingId);
  const what = describeChange(change);
  const label = SHORT[what] ?? change.state;
  const known = ['moved', change.state].includes(what) || what in SHORT;
  const news = [booking.assignee ? withWhom(booking) : '', known ? '' : what]
    .filter((part) => part !== '')
    .map((part) => `${part}  `)
    .join('');
  const room = (screenWidth() ?? Number.POSITIVE_INFINITY) - LINE_START;
  const start = `${clock(change.at)}  ${state(label.padEnd(10))}  ${booking.serviceType.padEnd(15)}  `;
  if (textWidth(news) + bookingId.length <= room) return start + news + dim(bookingId);
  return start + (change.state === 'requested' ? dim(bookingId) : news.trimEnd());
}

async function showOpen(kiwi: Kiwimesh, board: Board, print: (line: string) => void): Promise<void> {
  const open: Booking[] = [];
  const query = {
    ...board,
    sort: 'dispatch' as const,
    limit: 50,
  };
  for await (const one of kiwi.pages('/v1/bookings', { query })) {
    open.push(one);
    if (open.length === 50) break;
  }
  const rows = bookingRows(open, await residentNames(kiwi, open));
  print(rows.length > 0 ? table(rows, BOOKING_COLUMNS) : 'There are no open bookings.');
  print(dim(`Watching. Times are in ${zone()}. Press Ctrl-C to stop.`));
}
