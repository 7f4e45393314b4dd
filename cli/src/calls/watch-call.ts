import type { CallChange, CallDegradation, Kiwimesh } from '@kiwimesh/sdk';
import { clock, following, printer, type WatchOptions } from '../base/following.ts';
import { Changes, degradedText } from './changes.ts';
import type { Call } from './list.ts';
import { type CallContext, type CallPrefill, type CallSegment, segmentText } from './show.ts';
import { transcriptOf } from './transcript.ts';

/** The lines of `calls watch CALL --json` beside those about the connection. */
export type CallWatchEvent =
  | { event: 'call'; call: Call }
  | { event: 'words'; segment: CallSegment }
  | { event: 'tentative'; speaker: string; text: string }
  | { event: 'triage'; triage: NonNullable<CallContext['triage']> }
  | { event: 'prefill'; booking: CallPrefill }
  | { event: 'change'; change: CallChange }
  | { event: 'degraded'; speaker: string; what: CallDegradation };

/**
 * Listens to one call until it ends. Words come once each and in order, also those that were said before and while the
 * connection was lost.
 */
export async function watchCall(kiwi: Kiwimesh, callId: string, options: WatchOptions): Promise<void> {
  const out = printer<CallWatchEvent>(options);
  const changes = new Changes();
  const path = { callId };
  let heard = 0;
  const words = (segment: CallSegment) => {
    if (segment.sequence <= heard) return;
    heard = segment.sequence;
    out.json({ event: 'words', segment });
    out.text(segmentText(segment));
  };
  const assessed = (triage: CallContext['triage']) => {
    if (triage === null) return;
    out.json({ event: 'triage', triage });
    for (const line of changes.triage(triage)) out.text(`${clock()}  ${line}`);
  };
  const filled = (booking: CallPrefill) => {
    out.json({ event: 'prefill', booking });
    for (const line of changes.prefill(booking)) out.text(`${clock()}  ${line}`);
  };
  /** Shows what the call is now. @returns its state. */
  const open = async (): Promise<Call['state']> => {
    const { call, triage, prefill } = await kiwi.get('/v1/calls/{callId}/context', { path });
    out.json({ event: 'call', call });
    out.text(`${clock()}  ${stateText(call)}`);
    assessed(triage);
    filled(prefill);
    return call.state;
  };
  const live = await kiwi.liveCalls();
  await following(kiwi, live, out, ({ handlers, done, inOrder }) => {
    const finish = async () => {
      for (const segment of await transcriptOf(kiwi, callId, heard)) words(segment);
      done();
    };
    live.join(
      callId,
      {
        ...handlers,
        onTranscript: ({ speaker, committed, tentative }) =>
          inOrder(async () => {
            for (const segment of committed) words(segment);
            if (committed.length === 0) out.json({ event: 'tentative', speaker, text: tentative });
          }),
        onTriage: ({ triage }) => inOrder(async () => assessed(triage)),
        onPrefill: ({ booking }) => inOrder(async () => filled(booking)),
        onCall: (change) =>
          inOrder(async () => {
            out.json({ event: 'change', change });
            out.text(`${clock(change.at)}  ${changeText(change)}`);
            if (change.state === 'ended') await finish();
          }),
        onDegraded: ({ speaker, what }) =>
          inOrder(async () => {
            out.json({ event: 'degraded', speaker, what });
            out.note(degradedText(speaker, what));
          }),
      },
      // An operator who watches their own call must not take its audio over.
      { side: 'listener' },
    );
    return async () => {
      if ((await open()) === 'ended') await finish();
    };
  });
}

function stateText({ state, operator, channel, urgency }: Call): string {
  const who = operator === null ? '' : ` with ${operator.name}`;
  return `${channel} call, ${state}${who}, ${urgency === null ? 'not assessed yet' : `urgency ${urgency}`}`;
}

/** `claimed (active)`; the state alone where it says the same. */
export function changeText({ type, state }: CallChange): string {
  const what = type.replace(/^call\./, '').replaceAll('_', ' ');
  return what === state ? state : `${what} (${state})`;
}
