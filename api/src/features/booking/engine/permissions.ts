import type { Capacity, Permission, Policy } from '../policies/policy.ts';
import { FORWARD } from './states.ts';
import type { Actor, Booking, Candidate } from './types.ts';

/** The part of a booking that says who stands in which relation to it. */
export type Standing = Pick<Booking, 'residentId' | 'communityId' | 'hospitalId' | 'assignee'>;

/** In which capacities somebody acts on a booking: by relation first, then by role within the own hospital or community. */
export function capacitiesOf(actor: Actor, booking: Standing): Capacity[] {
  const held: Capacity[] = [];
  if (actor.id !== null && actor.kind === booking.assignee?.kind && actor.id === booking.assignee.id) {
    held.push('assignee');
  }
  if (actor.kind === 'resident' && actor.id === booking.residentId) held.push('requester');
  switch (actor.role) {
    case 'super_admin':
      held.push('super_admin');
      break;
    case 'hospital_admin':
      if (booking.hospitalId !== null && actor.hospitalId === booking.hospitalId) held.push('hospital_admin');
      break;
    case 'community_manager':
      if (actor.communityId === booking.communityId) held.push('community_manager');
      break;
    case 'api_key':
      if (actor.hospitalId === null || actor.hospitalId === booking.hospitalId) held.push('api_key');
      break;
  }
  return held;
}

/** The capacities of `actor` that the policy lets do this; empty means no. */
export function granted(
  policy: Policy,
  permission: Permission,
  actor: Actor,
  booking: Standing,
): readonly Capacity[] {
  const allowed = policy.permissions[permission];
  return capacitiesOf(actor, booking).filter((capacity) => allowed.includes(capacity));
}

/** Whether one of these capacities may still cancel in this state; the requester's limit differs from everybody else's. */
export function mayStillCancel(policy: Policy, booking: Booking, capacities: readonly Capacity[]): boolean {
  const position = FORWARD.indexOf(booking.state as (typeof FORWARD)[number]);
  return (
    position >= 0 &&
    capacities.some((capacity) => {
      const limit = capacity === 'requester' ? policy.cancellation.until : policy.cancellation.staffUntil;
      return position < FORWARD.indexOf(limit as (typeof FORWARD)[number]);
    })
  );
}

/** Why a candidate cannot hold the booking, or null when they can. */
export function ineligibility(policy: Policy, booking: Standing, candidate: Candidate): string | null {
  if (!candidate.active) return 'There is no such active person';
  if (candidate.kind !== policy.fulfilledBy.kind) {
    return policy.fulfilledBy.kind === 'staff'
      ? 'This service is provided by staff'
      : 'This service is provided by resident volunteers';
  }
  if (candidate.kind === 'resident') {
    if (candidate.communityId !== booking.communityId) return 'The volunteer lives in another community';
    if (candidate.volunteer !== true) return 'The resident is not a volunteer';
    return candidate.id === booking.residentId ? 'The requester cannot be the volunteer' : null;
  }
  if (!policy.fulfilledBy.roles.some((role) => role === candidate.role)) {
    return `This service is provided by: ${policy.fulfilledBy.roles.join(', ')}`;
  }
  return candidate.hospitalId === booking.hospitalId ? null : 'The person works for another hospital';
}
