import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { RETURN_WITHIN_MS } from '../engine/decide.ts';
import type { Operator } from '../engine/types.ts';
import { Call } from '../models.ts';
import { callNotFound, dutyRequired } from '../problems.ts';
import type { CallActor } from '../record/store.ts';

export const DISPATCH = 'dispatch';

export interface NamedOperator extends Operator {
  readonly name: string;
}

/**
 * The caller as an operator. @throws Problem `duty_required` for staff without the duty `dispatch`,
 * `role_not_allowed` for others.
 */
export async function operatorOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<NamedOperator> {
  if (principal.kind !== 'staff') throw new Problem('role_not_allowed');
  const { id, name, hospitalId, duties } = await organisations.staffOf(uow, principal.id);
  if (!duties.includes(DISPATCH)) throw dutyRequired();
  return { id, name, desk: hospitalId };
}

export const operatorActor = ({ id, name }: NamedOperator): CallActor => ({ kind: 'staff', id, name });

/**
 * Staff see calls and transcripts only with the duty, and administrators, who answer for the desk. A visitor sees their
 * call until it has been over for as long as they may return to it. Other callers see what the tenancy of calls lets
 * them see.
 * @param callId the one call that it is about.
 * @throws Problem `duty_required`, `not_found`.
 */
export async function checkMayRead(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
  callId?: string,
): Promise<void> {
  if (principal.kind === 'visitor') {
    const row = callId === undefined ? undefined : await Call.query(uow.trx).findById(callId);
    if (row === undefined || isOver(row, uow.now)) throw callNotFound();
    return;
  }
  if (principal.kind !== 'staff' || principal.role === 'super_admin' || principal.role === 'hospital_admin')
    return;
  await operatorOf(uow, organisations, principal);
}

const isOver = ({ endedAt }: Call, now: Date): boolean =>
  endedAt !== null && now.getTime() - endedAt.getTime() > RETURN_WITHIN_MS;

/** The caller as an actor of the timeline. @throws Problem `role_not_allowed` for callers who are not signed in. */
export async function callActorOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<CallActor> {
  switch (principal.kind) {
    case 'staff':
      return { kind: 'staff', id: principal.id, name: (await organisations.staffOf(uow, principal.id)).name };
    case 'resident':
      return {
        kind: 'resident',
        id: principal.id,
        name: (await organisations.residentOf(uow, principal.id)).name,
      };
    case 'visitor':
    case 'api_key':
      return { kind: principal.kind, id: principal.id, name: null };
    default:
      throw new Problem('role_not_allowed');
  }
}
