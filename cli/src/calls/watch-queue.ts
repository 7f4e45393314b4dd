import type { CallChange, Kiwimesh } from '@kiwimesh/sdk';
import { clock, following, printer, type WatchOptions } from '../base/following.ts';
import { dim, paint, table, zone } from '../base/output.ts';
import { shortId } from '../bookings/find.ts';
import { PLATFORM } from './find.ts';
import { CALL_COLUMNS, type Call, callRows, type OPEN_STATES } from './list.ts';
import { changeText } from './watch-call.ts';

/** The lines of `calls watch --json` beside those about the connection. */
export type QueueWatchEvent = { event: 'call'; call: Call } | { event: 'change'; change: CallChange };

/** How many open calls are shown at first. */
const SHOWN = 50;

/** Follows the desk until Ctrl-C. Shows the open calls first, and again after every interruption. */
export async function watchQueue(kiwi: Kiwimesh, desk: string, options: WatchOptions): Promise<void> {
  const out = printer<QueueWatchEvent>(options);
  const live = await kiwi.liveCalls();
  await following(kiwi, live, out, ({ handlers, inOrder }) => {
    live.queue(desk, {
      ...handlers,
      onCall: (change) =>
        inOrder(async () => {
          out.json({ event: 'change', change });
          out.text(queueLine(change));
        }),
    });
    return async () => {
      const open = await openCalls(kiwi, desk);
      for (const call of open) out.json({ event: 'call', call });
      if (options.json) return;
      out.text(open.length === 0 ? 'No call is open.' : table(await callRows(kiwi, open), CALL_COLUMNS));
      out.text(dim(`Watching. Times are in ${zone()}. Press Ctrl-C to stop.`));
    };
  });
}

/** The calls of the desk that are going on, those that wait first and in the order of the queue. */
async function openCalls(kiwi: Kiwimesh, desk: string): Promise<Call[]> {
  const hospitalId = desk === PLATFORM ? undefined : desk;
  const read = async (states: readonly (typeof OPEN_STATES)[number][]) => {
    const query = { state: [...states], hospitalId, limit: SHOWN };
    return (await kiwi.get('/v1/calls', { query })).data;
  };
  const calls = [...(await read(['waiting'])), ...(await read(['active', 'held']))];
  return calls.filter((call) => desk !== PLATFORM || call.hospitalId === null);
}

function queueLine(change: CallChange): string {
  const urgency = change.urgency === null ? '?' : String(change.urgency);
  const shown = change.urgency !== null && change.urgency <= 2 ? paint('red', urgency) : urgency;
  return `${clock(change.at)}  ${shown}  ${changeText(change).padEnd(24)}  ${dim(shortId(change.callId))}`;
}
