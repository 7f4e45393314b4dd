import type { Kiwimesh, NetworkError, ProblemError } from '@kiwimesh/sdk';
import { CliError, EXIT } from './errors.ts';
import { clockTime, dim } from './output.ts';
import { printableJson, toldOnStderr } from './printable.ts';

export interface WatchOptions {
  /** NDJSON instead of lines for people. */
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** The line under `--json` that every watching command has. */
export interface ConnectionEvent {
  readonly event: 'connection';
  readonly up: boolean;
}

/** `17:03:21`, here and now when no time is given. */
export function clock(iso?: string): string {
  return dim(clockTime(iso ? new Date(iso) : new Date()));
}

/** @typeParam Event the lines under `--json`, distinguished by `event`. */
export interface Printer<Event> {
  readonly json: (event: Event | ConnectionEvent) => void;
  readonly text: (line: string) => void;
  /** For what is about the watching itself, not about what is watched. */
  readonly note: (line: string) => void;
}

export function printer<Event>(options: WatchOptions): Printer<Event> {
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
  readonly handlers: {
    readonly onConnection: (up: boolean) => void;
    readonly onProblem: (error: ProblemError | NetworkError) => void;
  };
  readonly done: () => void;
  /**
   * One piece of work after the other, so that lines stay in the order in which things happened. Nothing is printed
   * before the line about the connection and what is there at first, although changes can arrive earlier.
   */
  readonly inOrder: (work: () => Promise<void>) => void;
}

/**
 * Holds a live connection open until the work is done, is refused, or Ctrl-C.
 * @param start begins to follow. @returns what shows the present state: it runs first, and again after every interruption.
 */
export async function following<Event>(
  kiwi: Kiwimesh,
  live: { close(): void },
  out: Printer<Event>,
  start: (following: Following) => (() => Promise<void>) | undefined,
): Promise<void> {
  let wasUp = false;
  let over = false;
  let queue: Promise<unknown> = Promise.resolve();
  let present: (() => Promise<void>) | undefined;
  let early: (() => Promise<void>)[] | undefined = [];
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
          if (!up) return;
          const held = early ?? [];
          early = undefined;
          for (const work of present === undefined ? held : [present, ...held]) inOrder(work);
        },
        onProblem: (error) => {
          // A refusal is final; a connection that fails comes back by itself, unless there never was one.
          if (error.name !== 'NetworkError' || !wasUp) failed(error);
        },
      };
      const inOrder = (work: () => Promise<void>) => {
        if (early !== undefined) {
          early.push(work);
          return;
        }
        // A message that was on its way at the end is not printed after it.
        queue = queue
          .then(() => (over ? undefined : work()))
          .catch((error: Error) => {
            // What could not be read now is caught up with after the reconnection.
            if (error.name !== 'NetworkError') failed(error);
          });
      };
      const finished = () => {
        over = true;
        done();
      };
      present = start({ handlers, done: finished, inOrder });
    });
  } finally {
    over = true;
    live.close();
  }
}
