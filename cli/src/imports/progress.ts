import { dim } from '../base/output.ts';
import { toldOnStderr } from '../base/printable.ts';

export interface Progress {
  readonly update: (done: number) => void;
  /** Reports why there is no progress. */
  readonly note: (why: string) => void;
  /** Confirms Ctrl-C: requests in flight are still completed. */
  readonly stopping: () => void;
  readonly stop: () => void;
}

/** Files shorter than this are through before a bar could be read. */
const WORTH_A_BAR = 200;

/**
 * A bar on stderr, on a terminal only; elsewhere nothing but the notes, so that logs stay readable.
 * @param worthABar how many there must be for a bar.
 */
export async function startProgress(total: number, kind: string, worthABar = WORTH_A_BAR): Promise<Progress> {
  const say = toldOnStderr;
  if (!process.stderr.isTTY || total < worthABar) {
    let last = '';
    const note = (why: string) => {
      if (why !== last) say(`Waiting: ${why}; retrying.`);
      last = why;
    };
    const stopping = () =>
      say('Stopping after the current requests. Press Ctrl-C again to stop immediately.');
    return { update: () => undefined, note, stopping, stop: () => undefined };
  }
  const { default: bars } = await import('cli-progress');
  const bar = new bars.SingleBar({
    stream: process.stderr,
    format: `${kind}  {bar}  {value}/{total}  {percentage}%  {duration_formatted}  {note}`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    linewrap: false,
  });
  bar.start(total, 0, { note: '' });
  return {
    update: (done) => bar.update(done, { note: '' }),
    note: (why) => bar.update({ note: dim(why) }),
    stopping: () => bar.update({ note: dim('stopping; Ctrl-C again stops immediately') }),
    stop: () => bar.stop(),
  };
}
