import type { Capacity, Permission, Policy } from './policy.ts';
import { FORWARD_STATES } from './states.ts';
import type { Actor, Booking, Candidate } from './types.ts';

/** The part of a booking that decides how an actor is related to it. */
type Relations = Pick<Booking, 'residentId' | 'communityId' | 'hospitalId' | 'assignee'>;

export function isAssignee({ kind, id }: Actor, { assignee }: Pick<Booking, 'assignee'>): boolean {
  return id !== null && id === assignee?.id && kind === assignee.kind;
}

/** The capacities in which an actor can act on a booking: by relation first, then by role in its hospital or community. */
function capacitiesOf(actor: Actor, booking: Relations): Capacity[] {
  const capacities: Capacity[] = [];
  if (isAssignee(actor, booking)) capacities.push('assignee');
  if (actor.kind === 'resident' && actor.id === booking.residentId) capacities.push('requester');
  if (actor.operator === true) capacities.push('operator');
  if (actor.dispatcher === true && booking.hospitalId !== null && actor.hospitalId === booking.hospitalId)
    capacities.push('dispatcher');
  if (actor.kind === 'system') capacities.push('platform');
  switch (actor.role) {
    case 'super_admin':
      capacities.push('super_admin');
      break;
    case 'hospital_admin':
      if (booking.hospitalId !== null && actor.hospitalId === booking.hospitalId)
        capacities.push('hospital_admin');
      break;
    case 'community_manager':
      if (actor.communityId === booking.communityId) capacities.push('community_manager');
      break;
    case 'api_key':
      if (actor.hospitalId === null || actor.hospitalId === booking.hospitalId) capacities.push('api_key');
      break;
  }
  return capacities;
}

/** The actor's capacities to which the policy grants the permission; empty if it is denied. */
export function grantedCapacities(
  policy: Policy,
  permission: Permission,
  actor: Actor,
  booking: Relations,
): readonly Capacity[] {
  const allowed = policy.permissions[permission];
  return capacitiesOf(actor, booking).filter((capacity) => allowed.includes(capacity));
}

/** Who answers for the hospital's dispatch. No policy decides it: somebody always can. */
const ACKNOWLEDGERS: readonly Capacity[] = ['dispatcher', 'hospital_admin', 'api_key', 'super_admin'];

export function mayAcknowledge(actor: Actor, booking: Relations): boolean {
  return capacitiesOf(actor, booking).some((capacity) => ACKNOWLEDGERS.includes(capacity));
}

/** Whether one of these capacities may still cancel in this state; the requester has a limit of their own. */
export function mayCancel(policy: Policy, { state }: Booking, capacities: readonly Capacity[]): boolean {
  const position = FORWARD_STATES.indexOf(state);
  return (
    position >= 0 &&
    capacities.some((capacity) => {
      const limit = capacity === 'requester' ? policy.cancellation.until : policy.cancellation.staffUntil;
      return position < FORWARD_STATES.indexOf(limit);
    })
  );
}

/** Why a candidate cannot be assigned to the booking; null if they can. */
export function ineligibilityReason(policy: Policy, booking: Relations, candidate: Candidate): string | null {
  if (!candidate.active) return 'There is no such active person';
  if (candidate.kind !== policy.fulfilledBy.kind) {
    return policy.fulfilledBy.kind === 'staff'
      ? 'This service is provided by staff'
      : 'This service is provided by resident volunteers';
  }
  if (candidate.kind === 'resident') {
    if (candidate.communityId !== booking.communityId) return 'The volunteer lives in another community';
    if (candidate.volunteer !== true) return 'The resident is not a volunteer';
    const { skills } = policy.fulfilledBy;
    if (!skills.every((skill) => candidate.skills?.includes(skill))) {
      return `The volunteer is not available, or has not proven: ${skills.join(', ')}`;
    }
    return candidate.id === booking.residentId ? 'The requester cannot be the volunteer' : null;
  }
  if (!policy.fulfilledBy.roles.some((role) => role === candidate.role)) {
    return `This service is provided by: ${policy.fulfilledBy.roles.join(', ')}`;
  }
  return candidate.hospitalId === booking.hospitalId ? null : 'The person works for another hospital';
}
