import { atCommit } from '../../../kernel/events/event.ts';
import type { AtCommit } from '../../../kernel/events/subscriber.ts';
import { TALK_CHANGES } from '../events.ts';
import type { Listeners } from './listeners.ts';

/** At the commit, however far behind the relay of events is: who handed a call over must not hear the rest of it. */
export function followHearing(listeners: Listeners): AtCommit {
  return atCommit(TALK_CHANGES, async ({ data }, uow) => {
    uow.afterCommit(() => listeners.changed(data.callId));
  });
}
