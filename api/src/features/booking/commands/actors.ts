import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AuditActor } from '../../../kernel/observability/audit-subject.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import type { Actor, Candidate, Policy } from '../engine/index.ts';
import type { VolunteerSkills } from '../volunteer-skills.ts';

export interface CandidateSources {
  readonly organisations: OrganisationsFace;
  readonly volunteerSkills: VolunteerSkills;
}

/** The principal as an actor, without the name. @throws Problem `role_not_allowed` for callers who are not signed in. */
export function actorOf(principal: Principal): Actor {
  const unnamed = { name: null, hospitalId: null, communityId: null };
  switch (principal.kind) {
    case 'staff': {
      const { id, role, hospitalId, communityId } = principal;
      return { kind: 'staff', id, name: null, role, hospitalId, communityId };
    }
    case 'resident': {
      const { id, communityId } = principal;
      return { ...unnamed, kind: 'resident', id, role: 'resident', communityId };
    }
    case 'api_key': {
      const { id, hospitalId } = principal;
      return { ...unnamed, kind: 'api_key', id, role: 'api_key', hospitalId };
    }
    default:
      throw new Problem('role_not_allowed');
  }
}

/** The duty to run the dispatch of one's hospital. */
const DISPATCH = 'dispatch';

/** The same with what only the person's record tells: whether they dispatch, and the name they have now. */
async function knownActorOf(uow: UnitOfWork, organisations: OrganisationsFace, actor: Actor): Promise<Actor> {
  if (actor.id === null || actor.kind === 'api_key') return actor;
  if (actor.kind !== 'staff') {
    return { ...actor, name: (await organisations.residentOf(uow, actor.id)).name };
  }
  const { name, duties } = await organisations.staffOf(uow, actor.id);
  return { ...actor, name, dispatcher: duties.includes(DISPATCH) };
}

/** Who looks at bookings: what they may do with one depends on their duties where their role alone does not say it. */
export async function viewerOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<Actor> {
  const actor = actorOf(principal);
  return actor.role === 'nurse' || actor.role === 'paramedic'
    ? knownActorOf(uow, organisations, actor)
    : actor;
}

/** The caller with their duties and current name, which the timeline keeps even if the person is renamed later. */
export async function namedActorOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
): Promise<Actor> {
  return knownActorOf(uow, organisations, actorOf(principal));
}

/** A person who is not signed in, such as one who sends a message: as {@link namedActorOf}, and for the audit log. */
export async function absentActorOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  { kind, id }: PersonReference,
): Promise<{ readonly actor: Actor; readonly recorded: AuditActor }> {
  const unnamed = { kind, id, name: null };
  if (kind === 'staff') {
    const { role, hospitalId } = await organisations.staffOf(uow, id);
    const actor: Actor = { ...unnamed, role, hospitalId, communityId: null };
    return {
      actor: await knownActorOf(uow, organisations, actor),
      recorded: { kind, id, role, hospitalId, communityId: null },
    };
  }
  const { communityId } = await organisations.residentOf(uow, id);
  const actor: Actor = { ...unnamed, role: 'resident', hospitalId: null, communityId };
  return {
    actor: await knownActorOf(uow, organisations, actor),
    recorded: { kind, id, role: 'resident', hospitalId: null, communityId },
  };
}

/**
 * The person named as assignee, if the caller can see them. A person who cannot be seen is returned as inactive, so
 * that the engine first checks whether the booking can be assigned at all and then rejects them as not eligible.
 */
export async function candidateOf(
  uow: UnitOfWork,
  { organisations, volunteerSkills }: CandidateSources,
  policy: Policy,
  id: string,
): Promise<Candidate> {
  const { kind, skills: needed } = policy.fulfilledBy;
  try {
    if (kind === 'resident') {
      const { name, communityId, volunteer, active } = await organisations.residentOf(uow, id);
      const proven = needed.length === 0 ? undefined : (await volunteerSkills.inForce(uow, [id])).get(id);
      const skills = proven ?? [];
      return { kind, id, name, role: 'resident', hospitalId: null, communityId, volunteer, skills, active };
    }
    const { name, role, hospitalId, active } = await organisations.staffOf(uow, id);
    return { kind, id, name, role, hospitalId, communityId: null, active };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    const role = kind === 'resident' ? 'resident' : 'nurse';
    return { kind, id, name: '', role, hospitalId: null, communityId: null, active: false };
  }
}
