import type { Policy } from '../policies/policy.ts';
import type { DecisionDraft } from './draft.ts';
import type { Actor, Booking } from './types.ts';

/** What a command on an existing booking is judged by. */
export interface Context {
  readonly booking: Booking;
  readonly policy: Policy;
  readonly actor: Actor;
  readonly now: Date;
  readonly draft: DecisionDraft;
}
