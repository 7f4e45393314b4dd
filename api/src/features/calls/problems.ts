import {
  defineProblems,
  type KernelProblem,
  Problem,
  type ProblemKind,
} from '../../kernel/ground/problem.ts';
import type { CallRejection, CallRejectionCode, CallState } from './engine/types.ts';

export const callProblems = defineProblems({
  duty_required: { status: 403, title: 'This needs the duty dispatch' },
  not_call_operator: { status: 403, title: 'Only the operator of the call may do this' },
  decision_reason_required: { status: 422, title: 'A reason is required' },
  call_not_recorded: { status: 404, title: 'Nothing is recorded of the call' },
  audio_taken_over: { status: 409, title: 'Another connection speaks on this side of the call' },
  operator_present: { status: 409, title: 'The operator of the call is there' },
  call_not_waiting: { status: 409, title: 'The call does not wait any more' },
  illegal_call_transition: { status: 409, title: 'The call cannot do that in its current state' },
});

const KINDS: Record<CallRejectionCode, KernelProblem | ProblemKind> = {
  call_not_waiting: callProblems.call_not_waiting,
  illegal_call_transition: callProblems.illegal_call_transition,
  not_call_operator: callProblems.not_call_operator,
  not_at_desk: callProblems.duty_required,
  operator_present: callProblems.operator_present,
  nothing_due: callProblems.illegal_call_transition,
};

const DETAILS: Record<CallRejectionCode, string> = {
  call_not_waiting: 'Somebody else has claimed the call, or it is over. Take the next one of the queue.',
  illegal_call_transition: 'Read the call again: its state allows other things.',
  not_call_operator: 'Another operator has this call. Ask them to transfer it to you.',
  not_at_desk: 'The call rings at another desk.',
  operator_present:
    'Its operator is still there, or was until a moment ago. Ask them to transfer the call, or an administrator of the hospital to take it over.',
  nothing_due: 'Nothing was due.',
};

export function rejectionProblem({ code, state }: CallRejection): Problem {
  return new Problem(KINDS[code], { detail: DETAILS[code], extensions: { currentState: state } });
}

/** For what cannot be added any more. */
export function callOver({ state }: { readonly state: CallState }, detail: string): Problem {
  return new Problem(callProblems.illegal_call_transition, { detail, extensions: { currentState: state } });
}

export function dutyRequired(): Problem {
  return new Problem(callProblems.duty_required, {
    detail:
      'Calls are taken by staff with the duty `dispatch`. An administrator of the hospital can give it.',
  });
}

export function callNotFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such call.' });
}
