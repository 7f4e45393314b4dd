import type { Principal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { sidesOf } from '../live/sides.ts';
import type { Call, Speaker } from '../models.ts';
import { callProblems } from '../problems.ts';

/** As what somebody hears a call. */
export type Listens = 'operator' | 'caller' | 'supervisor';

const SUPERVISORS: readonly string[] = ['super_admin', 'hospital_admin'];

/**
 * As what somebody who may read the call hears it. Of an exercise nobody is the caller: who had it ring supervises.
 * @throws Problem `not_call_operator`, `role_not_allowed` for who may read it and not hear it.
 */
export function listensAs(call: Call, principal: Principal): Listens {
  const sides = sidesOf(call, principal);
  if (sides.includes('operator')) return 'operator';
  if (sides.includes('caller') && !call.training) return 'caller';
  if (principal.kind !== 'staff') throw new Problem('role_not_allowed');
  if (SUPERVISORS.includes(principal.role)) return 'supervisor';
  throw new Problem(callProblems.not_call_operator, {
    detail: 'Only the operator of a call hears it, and administrators who listen in.',
  });
}

/** Whom they hear as the call stands. On hold the two do not hear each other; a supervisor hears the caller from the first ring. */
export function heardBy(
  as: Listens,
  { state, endedAt }: Pick<Call, 'state' | 'endedAt'>,
): readonly Speaker[] {
  if (endedAt !== null) return [];
  if (as === 'supervisor') return state === 'active' ? ['caller', 'operator'] : ['caller'];
  if (state !== 'active') return [];
  return [as === 'operator' ? 'caller' : 'operator'];
}
