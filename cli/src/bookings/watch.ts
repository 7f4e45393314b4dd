import type { BoardHandlers, BookingAlert, BookingChange, Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { dim, paint, plain, screenWidth, table, textWidth } from '../base/output.ts';
import type { Booking } from '../base/wire.ts';
import type { Board } from './board.ts';
import { BOOKING_COLUMNS, FINAL_STATES, state, withWhom } from './show.ts';

export interface WatchOptions {
  /** NDJSON instead of lines for people. */
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** The lines under `--json`, told apart by `event`. */
type WatchEvent =
  | { event: 'connection'; up: boolean }
  | { event: 'booking'; booking: Booking; change: BookingChange | null }
  | { event: 'change'; change: BookingChange }
  | { event: 'alert'; alert: BookingAlert }
  | { event: 'position'; bookingId: string; latitude: number; longitude: number; recordedAt: string };

/** Columns of a board's line before what is new: time, state, service. */
const LINE_START = 39;

const time = (iso?: string) => dim((iso ? new Date(iso) : new Date()).toLocaleTimeString('en-GB'));

/** Follows one booking until it ends, or reaches `until`. */
export async function watchBooking(
  kiwi: Kiwimesh,
  bookingId: string,
  options: WatchOptions & { readonly until?: string | undefined },
): Promise<void> {
  const out = printer(options);
  let last: Booking | undefined;
  await following(kiwi, out, (live, common, done) => {
    live.booking(bookingId, {
      ...common,
      onBooking: (booking, change) => {
        out.json({ event: 'booking', booking, change: change ?? null });
        const line = bookingLine(booking, last, change);
        if (line) out.text(line);
        last = booking;
        if (booking.state === options.until || FINAL_STATES.includes(booking.state)) done();
      },
      onPosition: ({ latitude, longitude, recordedAt }) => {
        out.json({ event: 'position', bookingId, latitude, longitude, recordedAt });
        out.text(`${time(recordedAt)}  ${dim(`seen at ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)}`);
      },
    });
  });
  if (options.until && last && last.state !== options.until) {
    throw new CliError('ended', `The booking ended as ${last.state} and was never ${options.until}.`, {
      exit: EXIT.refused,
    });
  }
}

/** What is new about a booking, or null when a reader would see the same line again. */
function bookingLine(
  now: Booking,
  before: Booking | undefined,
  change: BookingChange | undefined,
): string | null {
  const head = `${time(change?.at)}  ${now.serviceType}  `;
  if (!before) return `${head}${state(now.state)}  ${withWhom(now)}`;
  const facts: string[] = [];
  if (now.state !== before.state) facts.push(`${before.state} > ${state(now.state)}`);
  if (now.assignee?.id !== before.assignee?.id)
    facts.push(now.assignee ? `with ${plain(now.assignee.name)}` : 'with nobody');
  if (now.sla.breached && !before.sla.breached) facts.push(paint('red', 'missed its clock'));
  if (now.cancellation && !before.cancellation)
    facts.push(plain(now.cancellation.reason ?? 'no reason given'));
  if (facts.length === 0 && change) facts.push(happened(change));
  return facts.length === 0 ? null : head + facts.join('  ');
}

/** Follows a board until Ctrl-C. Shows what is open first, and again after every interruption. */
export async function watchBoard(kiwi: Kiwimesh, board: Board, options: WatchOptions): Promise<void> {
  const out = printer(options);
  // One after the other: lines stay in the order in which things happened, though some need a fetch.
  let queue: Promise<unknown> = Promise.resolve();
  await following(kiwi, out, (live, common, _done, failed) => {
    const inOrder = (work: () => Promise<void>) => {
      queue = queue.then(work).catch(failed);
    };
    live.board(board, {
      ...common,
      onConnection: (up) => {
        common.onConnection?.(up);
        if (up && !options.json) inOrder(() => showOpen(kiwi, board, out.text));
      },
      onBooking: (change) => {
        out.json({ event: 'change', change });
        if (options.json) return;
        inOrder(async () => {
          const booking = await kiwi.get('/v1/bookings/{bookingId}', {
            path: { bookingId: change.bookingId },
          });
          out.text(boardLine(change, booking));
        });
      },
      onAlert: (alert) => {
        out.json({ event: 'alert', alert });
        const what = alert.type === 'sla_breached' ? 'missed its clock' : 'nobody took it';
        out.text(`${time(alert.at)}  ${paint('red', `! ${what}`)}  ${dim(alert.bookingId)}`);
      },
    });
  });
}

/** `booking.offer_declined` as `offer declined`. */
function happened(change: BookingChange): string {
  return change.type.replace(/^booking\./, '').replaceAll('_', ' ');
}

/** One line of a board. On a narrow terminal the id is kept where somebody has to act, the news elsewhere. */
function boardLine(change: BookingChange, booking: Booking): string {
  const { bookingId } = change;
  const what = happened(change);
  const news = [booking.assignee ? withWhom(booking) : '', ['moved', change.state].includes(what) ? '' : what]
    .filter((part) => part !== '')
    .map((part) => `${part}  `)
    .join('');
  const room = (screenWidth() ?? Number.POSITIVE_INFINITY) - LINE_START;
  const start = `${time(change.at)}  ${state(change.state.padEnd(10))}  ${booking.serviceType.padEnd(15)}  `;
  if (textWidth(news) + bookingId.length <= room) return start + news + dim(bookingId);
  return start + (change.state === 'requested' ? dim(bookingId) : news.trimEnd());
}

async function showOpen(kiwi: Kiwimesh, board: Board, print: (line: string) => void): Promise<void> {
  const open: Booking[] = [];
  const query = {
    ...board,
    state: ['requested', 'assigned', 'en_route', 'in_service'] as Booking['state'][],
    limit: 50,
  };
  for await (const one of kiwi.pages('/v1/bookings', { query })) {
    open.push(one);
    if (open.length === 50) break;
  }
  print(open.length > 0 ? table(open, BOOKING_COLUMNS) : 'Nothing is open.');
  print(dim('Watching; Ctrl-C ends it.'));
}

function printer(options: WatchOptions) {
  return {
    json: (event: WatchEvent) => options.json && options.print(JSON.stringify(event)),
    text: (line: string) => {
      if (!options.json) options.print(line);
    },
    /** For what is about the watching itself, not about bookings. */
    note: (line: string) => {
      if (!options.json) process.stderr.write(`${dim(line)}\n`);
    },
  };
}

type Common = Pick<BoardHandlers, 'onConnection' | 'onProblem'>;

/** Holds a live connection open until the work is done, is refused, or Ctrl-C. */
async function following(
  kiwi: Kiwimesh,
  out: ReturnType<typeof printer>,
  start: (
    live: ReturnType<Kiwimesh['live']>,
    common: Common,
    done: () => void,
    failed: (error: unknown) => void,
  ) => void,
): Promise<void> {
  const live = kiwi.live();
  let wasUp = false;
  try {
    await new Promise<void>((done, failed) => {
      const interrupted = () =>
        failed(new CliError('interrupted', 'Stopped watching.', { exit: EXIT.interrupted }));
      process.once('SIGINT', interrupted);
      process.once('SIGTERM', interrupted);
      kiwi.onSignedOut(() => {
        failed(
          new CliError('not_signed_in', 'The session ended.', {
            exit: EXIT.notSignedIn,
            hint: 'Sign in: kiwimesh login',
          }),
        );
      });
      const common: Common = {
        onConnection: (up) => {
          out.json({ event: 'connection', up });
          if (!up) out.note('Connection lost; trying again.');
          else if (wasUp) out.note('Connected again.');
          wasUp ||= up;
        },
        onProblem: (error) => {
          // A refusal is final; a connection that fails comes back by itself, unless there never was one.
          if (error.name !== 'NetworkError' || !wasUp) failed(error);
        },
      };
      start(live, common, done, failed);
    });
  } finally {
    live.close();
  }
}
