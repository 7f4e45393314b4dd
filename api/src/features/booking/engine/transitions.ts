import { grantedCapacities, isAssignee, mayCancel } from './permissions.ts';
import type { Policy } from './policy.ts';
import { BOOKING_STATES, type BookingState, FORWARD_STATES, isFinal } from './states.ts';
import type { Actor, Booking } from './types.ts';

/** The next state on the way to completion that the policy does not skip; null in a final state. */
export function nextState(policy: Policy, state: BookingState): BookingState | null {
  if (isFinal(state)) return null;
  const after = FORWARD_STATES.slice(FORWARD_STATES.indexOf(state) + 1);
  return after.find((candidate) => !policy.skips.includes(candidate)) ?? null;
}

/** The assignee can change until service starts. */
export function isReassignable(state: BookingState): boolean {
  return state === 'assigned' || state === 'en_route';
}

/** The states of a service type, in order. */
export function statesOf(policy: Policy): BookingState[] {
  return BOOKING_STATES.filter((state) => !policy.skips.includes(state));
}

/** All transitions of the service type, for any actor: from each state, the states it can go to. */
export function transitionsOf(policy: Policy): Partial<Record<BookingState, BookingState[]>> {
  const all: Partial<Record<BookingState, BookingState[]>> = {};
  for (const state of statesOf(policy)) {
    const to: BookingState[] = [];
    const forward = nextState(policy, state);
    if (forward !== null) to.push(forward);
    if (isReassignable(state)) to.push('assigned', 'requested');
    if (!isFinal(state)) to.push('cancelled');
    all[state] = to;
  }
  return all;
}

/**
 * The states this actor can move the booking to now, the one towards completion first: exactly those that `decide`
 * accepts, given an eligible assignee and a reason. For a booking with an assignee, `assigned` means reassigning and
 * `requested` means unassigning.
 */
export function allowedTransitions(booking: Booking, policy: Policy, actor: Actor): BookingState[] {
  const { state } = booking;
  if (isFinal(state)) return [];
  const allowed: BookingState[] = [];
  const forward = nextState(policy, state);
  const mayAssign = grantedCapacities(policy, 'assign', actor, booking).length > 0;
  if (state === 'requested') {
    if (mayAssign) allowed.push('assigned');
  } else if (forward !== null && grantedCapacities(policy, 'move', actor, booking).length > 0) {
    allowed.push(forward);
  }
  if (isReassignable(state)) {
    if (mayAssign) allowed.push('assigned');
    if (mayUnassign(policy, actor, booking)) allowed.push('requested');
  }
  if (mayCancel(policy, booking, grantedCapacities(policy, 'cancel', actor, booking))) {
    allowed.push('cancelled');
  }
  return allowed;
}

/** Allowed to those who assign, to the assignee, and to the platform for an assignee who is no longer eligible. */
export function mayUnassign(policy: Policy, actor: Actor, booking: Booking): boolean {
  return (
    actor.kind === 'system' ||
    isAssignee(actor, booking) ||
    grantedCapacities(policy, 'assign', actor, booking).length > 0
  );
}
