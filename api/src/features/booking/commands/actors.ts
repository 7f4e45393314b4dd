import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { Actor, Candidate } from '../engine/index.ts';
import type { Policy } from '../policies/policy.ts';

/** Who acts, without the name that only a timeline needs. @throws Problem `role_not_allowed` for callers who are nobody. */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'staff':
      return {
        kind: 'staff',
        id: principal.id,
        name: null,
        role: principal.role,
        hospitalId: principal.hospitalId,
        communityId: principal.communityId,
      };
    case 'resident':
      return {
        kind: 'resident',
        id: principal.id,
        name: null,
        role: 'resident',
        hospitalId: null,
        communityId: principal.communityId,
      };
    case 'api_key':
      return {
        kind: 'api_key',
        id: principal.id,
        name: null,
        role: 'api_key',
        hospitalId: principal.hospitalId,
        communityId: null,
      };
    default:
      throw new Problem('role_not_allowed');
  }
}

/** The same with the name, which the timeline keeps as it was on the day. */
export async function namedActorOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<Actor> {
  const actor = actorOf(principal);
  if (actor.id === null || actor.kind === 'api_key') return actor;
  const { name } =
    actor.kind === 'staff'
      ? await organisations.staffOf(uow, actor.id)
      : await organisations.residentOf(uow, actor.id);
  return { ...actor, name };
}

/**
 * Somebody named as assignee, as far as the caller's reach goes. Whoever cannot be seen comes back inactive, which the
 * engine refuses as not eligible: after it has judged whether anybody could be assigned at all.
 */
export async function candidateOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  id: string,
): Promise<Candidate> {
  try {
    if (policy.fulfilledBy.kind === 'resident') {
      const { name, communityId, volunteer, active } = await organisations.residentOf(uow, id);
      return {
        kind: 'resident',
        id,
        name,
        role: 'resident',
        hospitalId: null,
        communityId,
        volunteer,
        active,
      };
    }
    const { name, role, hospitalId, active } = await organisations.staffOf(uow, id);
    return { kind: 'staff', id, name, role, hospitalId, communityId: null, active };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    const { kind } = policy.fulfilledBy;
    const role = kind === 'resident' ? 'resident' : 'nurse';
    return { kind, id, name: '', role, hospitalId: null, communityId: null, active: false };
  }
}
