import type { Policy } from '../policies/policy.ts';
import { allowedTransitions } from './transitions.ts';
import type { Actor, Booking, Rejection, RejectionCode } from './types.ts';

const DETAIL: Record<RejectionCode, string> = {
  illegal_transition: 'The booking cannot move there from its current state',
  role_not_allowed: 'The policy of the service type does not permit this',
  not_assignee:
    'Only the assignee, or a person named by the policy of the service type, may advance the booking',
  reason_required: 'Give a reason',
  not_eligible: 'The person cannot be assigned to this booking',
  offer_closed: 'The offer is no longer open',
  wrong_mode: 'The service type is not booked this way',
  location_required: 'Set location: neither the resident nor the community has one',
  nothing_due: 'Nothing is due',
};

/** A rejection, with the booking's state and the transitions that are open to this actor. */
export function reject(
  { booking, policy, actor }: { booking: Booking | null; policy: Policy; actor: Actor },
  code: RejectionCode,
  detail: string = DETAIL[code],
): Rejection {
  return {
    accepted: false,
    code,
    detail,
    currentState: booking?.state ?? null,
    allowedTransitions: booking === null ? [] : allowedTransitions(booking, policy, actor),
  };
}
