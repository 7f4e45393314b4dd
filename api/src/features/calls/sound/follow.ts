import { atCommit } from '../../../kernel/events/event.ts';
import type { AtCommit } from '../../../kernel/events/subscriber.ts';
import {
  CallCalledBack,
  CallCallerLeft,
  CallCallerReturned,
  CallClaimed,
  CallDeskChanged,
  CallEnded,
  CallHeld,
  CallMissed,
  CallOperatorGone,
  CallResumed,
  CallTakenOver,
  CallTransferred,
} from '../events.ts';
import type { Listeners } from './listeners.ts';

/** Every change of who talks with whom. */
const CHANGES = [
  CallClaimed,
  CallHeld,
  CallResumed,
  CallTransferred,
  CallTakenOver,
  CallOperatorGone,
  CallDeskChanged,
  CallCallerLeft,
  CallCallerReturned,
  CallMissed,
  CallCalledBack,
  CallEnded,
] as const;

/** At the commit, however far behind the relay of events is: who handed a call over must not hear the rest of it. */
export function followHearing(listeners: Listeners): AtCommit {
  return atCommit(CHANGES, async ({ data }, uow) => {
    uow.afterCommit(() => listeners.changed(data.callId));
  });
}
