import {
  defineProblems,
  type KernelProblem,
  Problem,
  type ProblemKind,
} from '../../kernel/ground/problem.ts';
import type { Booking, Rejection, RejectionCode } from './engine/index.ts';

export const bookingProblems = defineProblems({
  not_assignee: { status: 403, title: 'Only the assignee may do this' },
  illegal_transition: { status: 409, title: 'The booking cannot move there from its current state' },
  slot_taken: { status: 409, title: 'The slot is taken' },
  overlapping_booking: { status: 409, title: 'The person already has a booking at that time' },
  offer_closed: { status: 409, title: 'The offer is no longer open' },
  not_escalated: { status: 409, title: 'The booking has no escalation to acknowledge' },
  open_emergency: { status: 409, title: 'The person already has an open emergency booking of this service' },
  too_many_open: {
    status: 409,
    title: 'The person has reached the limit of open bookings of this service',
  },
  reason_required: { status: 422, title: 'A reason is required' },
  not_eligible: { status: 422, title: 'The person cannot be assigned to this booking' },
  slot_unavailable: { status: 422, title: 'The service is not offered at that time' },
});

const KINDS: Record<RejectionCode, KernelProblem | ProblemKind> = {
  illegal_transition: bookingProblems.illegal_transition,
  role_not_allowed: 'role_not_allowed',
  not_assignee: bookingProblems.not_assignee,
  reason_required: bookingProblems.reason_required,
  not_eligible: bookingProblems.not_eligible,
  offer_closed: bookingProblems.offer_closed,
  wrong_mode: 'unprocessable',
  location_required: 'unprocessable',
  link_required: 'unprocessable',
  nothing_due: bookingProblems.illegal_transition,
  not_escalated: bookingProblems.not_escalated,
};

const POINTERS: Partial<Record<RejectionCode, string>> = {
  reason_required: '/reason',
  not_eligible: '/assigneeId',
  wrong_mode: '/scheduledFor',
  link_required: '/serviceType',
  location_required: '/location',
};

/** A rejection by the engine as a problem, with the booking's state and the transitions open to the caller. */
export function rejectionProblem(
  { code, detail, currentState, allowedTransitions }: Rejection,
  booking?: Booking,
): Problem {
  const pointer = POINTERS[code];
  return new Problem(KINDS[code], {
    detail,
    ...(pointer === undefined ? {} : { errors: [{ pointer, detail }] }),
    ...(currentState === null
      ? {}
      : {
          extensions: { currentState, allowedTransitions, ...(booking ? { version: booking.version } : {}) },
        }),
  });
}

/** The same reply for a record that does not exist and for one that the caller may not see. */
export function notFound(what: 'booking' | 'offer' | 'service type' | 'hospital or community'): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

/** A problem caused by one value of the request. */
export function inputProblem(kind: KernelProblem | ProblemKind, pointer: string, detail: string): Problem {
  return new Problem(kind, { detail, errors: [{ pointer, detail }] });
}
