import type { Policy } from '../policies/policy.ts';
import { granted, mayStillCancel } from './permissions.ts';
import { BOOKING_STATES, type BookingState, FORWARD, isFinal } from './states.ts';
import type { Actor, Booking } from './types.ts';

/** The state that follows on the way to completion, skipping what the policy skips; null at an end. */
export function nextState(policy: Policy, state: BookingState): BookingState | null {
  const position = FORWARD.indexOf(state as (typeof FORWARD)[number]);
  if (position < 0) return null;
  return FORWARD.slice(position + 1).find((candidate) => !policy.skips.includes(candidate)) ?? null;
}

/** Until service starts, the assignee can change; afterwards it is their encounter. */
export function canChangeHands(state: BookingState): boolean {
  return state === 'assigned' || state === 'en_route';
}

/** The states a service type knows, in order. */
export function statesOf(policy: Policy): BookingState[] {
  return BOOKING_STATES.filter((state) => !policy.skips.includes(state));
}

/** Every move the service type knows, whoever makes it: state -> states. */
export function transitionsOf(policy: Policy): Partial<Record<BookingState, BookingState[]>> {
  const all: Partial<Record<BookingState, BookingState[]>> = {};
  for (const state of statesOf(policy)) {
    const to: BookingState[] = [];
    const forward = nextState(policy, state);
    if (forward !== null) to.push(forward);
    if (canChangeHands(state)) to.push('assigned', 'requested');
    if (!isFinal(state)) to.push('cancelled');
    all[state] = to;
  }
  return all;
}

/**
 * The states this actor can move the booking to now, the way forward first: exactly those that `decide` accepts, given
 * an eligible assignee and a reason. `assigned` on a held booking means another assignee, `requested` means giving it back.
 */
export function allowedTransitions(booking: Booking, policy: Policy, actor: Actor): BookingState[] {
  const { state } = booking;
  if (isFinal(state)) return [];
  const allowed: BookingState[] = [];
  const forward = nextState(policy, state);
  const assigners = granted(policy, 'assign', actor, booking);
  if (state === 'requested') {
    if (assigners.length > 0) allowed.push('assigned');
  } else if (forward !== null && granted(policy, 'move', actor, booking).length > 0) {
    allowed.push(forward);
  }
  if (canChangeHands(state)) {
    if (assigners.length > 0) allowed.push('assigned');
    if (assigners.length > 0 || mayGiveBack(actor, booking)) allowed.push('requested');
  }
  if (mayStillCancel(policy, booking, granted(policy, 'cancel', actor, booking))) allowed.push('cancelled');
  return allowed;
}

/** Beside those who assign: the assignee, and the platform for one who can do it no longer. */
export function mayGiveBack(actor: Actor, booking: Booking): boolean {
  return actor.kind === 'system' || isAssignee(actor, booking);
}

function isAssignee(actor: Actor, booking: Booking): boolean {
  return actor.id !== null && actor.id === booking.assignee?.id && actor.kind === booking.assignee.kind;
}
