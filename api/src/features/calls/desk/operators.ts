import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { Operator } from '../engine/types.ts';
import { dutyRequired } from '../problems.ts';
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
 * Staff see calls and transcripts only with the duty, and administrators, who answer for the desk. Other callers see
 * what the tenancy of calls lets them see.
 * @throws Problem `duty_required`.
 */
export async function checkMayRead(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<void> {
  if (principal.kind !== 'staff' || principal.role === 'super_admin' || principal.role === 'hospital_admin')
    return;
  await operatorOf(uow, organisations, principal);
}

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
    case 'api_key':
      return { kind: 'api_key', id: principal.id, name: null };
    default:
      throw new Problem('role_not_allowed');
  }
}
