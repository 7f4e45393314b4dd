import { type KernelProblem, Problem } from '../../../kernel/ground/problem.ts';
import type { Booking, Rejection, RejectionCode } from '../engine/index.ts';

const CODES: Record<RejectionCode, KernelProblem> = {
  illegal_transition: 'illegal_transition',
  role_not_allowed: 'role_not_allowed',
  not_assignee: 'not_assignee',
  reason_required: 'reason_required',
  not_eligible: 'not_eligible',
  offer_closed: 'offer_closed',
  wrong_mode: 'unprocessable',
  location_required: 'unprocessable',
  nothing_due: 'illegal_transition',
};

const POINTERS: Partial<Record<RejectionCode, string>> = {
  reason_required: '/reason',
  not_eligible: '/assigneeId',
  wrong_mode: '/scheduledFor',
  location_required: '/location',
};

/** The engine's refusal as a problem, with where the booking stands and what the caller could do instead. */
export function refusal(
  { code, detail, currentState, allowedTransitions }: Rejection,
  booking?: Booking,
): Problem {
  const pointer = POINTERS[code];
  return new Problem(CODES[code], {
    detail,
    ...(pointer === undefined ? {} : { errors: [{ pointer, detail }] }),
    ...(currentState === null
      ? {}
      : {
          extensions: { currentState, allowedTransitions, ...(booking ? { version: booking.version } : {}) },
        }),
  });
}

/** One answer for what is not there and what is not the caller's to see. */
export function noSuch(what: 'booking' | 'offer' | 'service type' | 'resident' | 'hospital'): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

export function impossible(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
