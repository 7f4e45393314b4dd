import type { BoardHandlers, BookingAlert, BookingChange, Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { clockTime, dim } from '../base/output.ts';
import { printableJson, toldOnStderr } from '../base/printable.ts';
import type { Booking, TimelineEntry } from '../base/wire.ts';

export interface WatchOptions {
  /** NDJSON instead of lines for people. */
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** The lines under `--json`, distinguished by `event`. */
export type WatchEvent =
  | { event: 'connection'; up: boolean }
  | { event: 'booking'; booking: Booking }
  | { event: 'entry'; bookingId: string; entry: TimelineEntry }
  | { event: 'change'; change: BookingChange }
  | { event: 'alert'; alert: BookingAlert }
  | { event: 'position'; bookingId: string; latitude: number; longitude: number; recordedAt: string };

/** `17:03:21`, here and now when no time is given. */
export function clock(iso?: string): string {
  return dim(clockTime(iso ? new Date(iso) : new Date()));
}

export interface Printer {
  readonly json: (event: WatchEvent) => void;
  readonly text: (line: string) => void;
  /** For what is about the watching itself, not about bookings. */
  readonly note: (line: string) => void;
}

export function printer(options: WatchOptions): Printer {
  return {
    json: (event) => {
      if (options.json) options.print(printableJson(event));
    },
    text: (line) => {
      if (!options.json) options.print(line);
    },
    note: (line) => {
      if (!options.json) toldOnStderr(dim(line));
    },
  };
}

export interface Following {
  readonly live: ReturnType<Kiwimesh['live']>;
  readonly handlers: Pick<BoardHandlers, 'onConnection' | 'onProblem'>;
  readonly done: () => void;
  /** One piece of work after the other, so that lines stay in the order in which things happened. */
  readonly inOrder: (work: () => Promise<void>) => void;
}

/** Holds a live connection open until the work is done, is refused, or Ctrl-C. */
export async function following(
  kiwi: Kiwimesh,
  out: Printer,
  start: (following: Following) => void,
): Promise<void> {
  const live = kiwi.live();
  let wasUp = false;
  let over = false;
  let queue: Promise<unknown> = Promise.resolve();
  try {
    await new Promise<void>((done, failed) => {
      const interrupted = () => {
        failed(new CliError('interrupted', 'Stopped watching.', { exit: EXIT.interrupted }));
      };
      process.once('SIGINT', interrupted);
      process.once('SIGTERM', interrupted);
      // The reader of the output, such as `head`, has closed it.
      process.stdout.once('error', () => done());
      kiwi.onSignedOut(() => {
        const hint = 'Sign in: kiwimesh login';
        failed(new CliError('not_signed_in', 'The session ended.', { exit: EXIT.notSignedIn, hint }));
      });
      const handlers: Following['handlers'] = {
        onConnection: (up) => {
          if (over) return;
          out.json({ event: 'connection', up });
          if (!up) out.note('Connection lost; reconnecting.');
          else if (wasUp) out.note('Reconnected.');
          wasUp ||= up;
        },
        onProblem: (error) => {
          // A refusal is final; a connection that fails comes back by itself, unless there never was one.
          if (error.name !== 'NetworkError' || !wasUp) failed(error);
        },
      };
      const inOrder = (work: () => Promise<void>) => {
        queue = queue.then(work).catch((error: Error) => {
          // What could not be read now is caught up with after the reconnection.
          if (error.name !== 'NetworkError') failed(error);
        });
      };
      start({ live, handlers, done, inOrder });
    });
  } finally {
    over = true;
    live.close();
  }
}
