import type { Principal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Call } from '../models.ts';
import { callProblems } from '../problems.ts';
import { roomsOf } from '../rooms.ts';

/** What somebody who joined is in the call; a listener sends no audio. */
export const SIDES = ['caller', 'operator', 'listener'] as const;
export type Side = (typeof SIDES)[number];

/**
 * Which sides somebody who may read the call can take, the first of them unless they ask for another: its operator, who
 * called, and everyone else who may read it as a listener.
 */
export function sidesOf(call: Call, principal: Principal): readonly Side[] {
  const own = principal.kind === 'anonymous' || principal.kind === 'publishable_key' ? null : principal.id;
  const isOperator = principal.kind === 'staff' && call.operatorId === own;
  const isCaller =
    (principal.kind === 'resident' && call.residentId === own) ||
    (call.createdById === own && call.createdByKind === principal.kind);
  return [
    ...(isOperator ? (['operator'] as const) : []),
    ...(isCaller ? (['caller'] as const) : []),
    'listener',
  ];
}

/** @throws Problem `not_call_operator` for a side that is not theirs. */
export function sideFor(call: Call, principal: Principal, wanted: Side | undefined): Side {
  const sides = sidesOf(call, principal);
  const [first = 'listener'] = sides;
  if (wanted === undefined || sides.includes(wanted)) return wanted ?? first;
  if (wanted === 'operator') {
    throw new Problem(callProblems.not_call_operator, {
      detail: 'Only the operator of the call speaks as one. Claim the call, or join it as a listener.',
    });
  }
  throw new Problem('role_not_allowed', { detail: 'Only who called speaks as the caller.' });
}

/** Everyone is in the room of the call, staff in that of the desk as well. */
export function roomsFor(call: Call, principal: Principal): readonly string[] {
  const { all, desk } = roomsOf(call);
  if (principal.kind !== 'staff') return [all];
  return [all, desk, ...(principal.hospitalId === null ? [] : [staffRoom(call.id, principal.hospitalId)])];
}

/** The staff of one hospital who are in a call, to be removed when it is no longer theirs. */
export const staffRoom = (callId: string, hospitalId: string): string => `call:${callId}:staff:${hospitalId}`;
