import { DecisionBuilder, reject } from './decision.ts';
import { grantedCapacities } from './permissions.ts';
import type { Policy } from './policy.ts';
import { arriveDue, assignDue } from './sla.ts';
import type { Actor, Booking, CommandOf, Decision } from './types.ts';

/** Creates a booking: requested, with its clocks running and dispatch started. */
export function request(
  existing: Booking | null,
  { draft, forAnotherPerson }: CommandOf<'request'>,
  policy: Policy,
  actor: Actor,
  now: Date,
): Decision {
  const context = { booking: existing, policy, actor };
  if (existing !== null) return reject(context, 'illegal_transition', 'The booking already exists');
  if (grantedCapacities(policy, 'request', actor, { ...draft, assignee: null }).length === 0) {
    return reject(context, 'role_not_allowed');
  }
  if (draft.scheduledFor === null && !policy.modes.includes('on_demand')) {
    return reject(context, 'wrong_mode', 'Set scheduledFor: the service is booked by slot');
  }
  if (draft.scheduledFor !== null && !policy.modes.includes('slot')) {
    return reject(context, 'wrong_mode', 'Omit scheduledFor: the service is on demand only');
  }
  if ((policy.linked === null) !== (draft.linked === undefined)) {
    return reject(context, 'link_required', linkDetail(policy));
  }
  if (policy.requiresLocation && draft.location === null) return reject(context, 'location_required');

  const times = { scheduledFor: draft.scheduledFor, createdAt: now };
  const assignBy = assignDue(policy, times, now);
  const arriveBy = arriveDue(policy, times);
  const { triage, linked, ...drafted } = draft;
  const blank: Booking = {
    ...drafted,
    urgency: triage?.urgency ?? linked?.urgency ?? null,
    triageId: triage?.id ?? null,
    linkedTo: linked?.to ?? null,
    waypoint: linked?.waypoint ?? null,
    serviceType: policy.id,
    policyVersion: policy.version,
    state: 'requested',
    assignee: null,
    payment:
      policy.price === null || policy.paymentTrigger === 'none'
        ? null
        : { trigger: policy.paymentTrigger, amount: policy.price },
    assignBy,
    arriveBy,
    assignBreachedAt: null,
    arriveBreachedAt: null,
    escalation: null,
    cancellation: null,
    version: 0,
    sequence: 0,
    createdAt: now,
    updatedAt: now,
    openOffers: [],
  };
  const decision = new DecisionBuilder(blank, actor, now).set({ state: 'requested' }).addEntry(
    'requested',
    {
      hospitalId: draft.hospitalId,
      scheduledFor: draft.scheduledFor?.toISOString() ?? null,
      scheduledUntil: draft.scheduledUntil?.toISOString() ?? null,
      location: draft.location,
      assignBy: assignBy?.toISOString() ?? null,
      arriveBy: arriveBy?.toISOString() ?? null,
      ...(forAnotherPerson && policy.emergency ? { forAnotherPerson } : {}),
      ...(triage === undefined ? {} : { triageId: triage.id }),
      ...(blank.urgency === null ? {} : { urgency: blank.urgency }),
      ...(linked === undefined ? {} : { linkedTo: linked.to }),
    },
    { from: null, to: 'requested' },
  );
  if (assignBy !== null) decision.addEffect({ type: 'start_clock', clock: 'assign', at: assignBy });
  if (arriveBy !== null) decision.addEffect({ type: 'start_clock', clock: 'arrive', at: arriveBy });
  if (policy.dispatch.strategy !== 'manual') decision.addEffect({ type: 'dispatch' });
  return decision.build();
}

function linkDetail({ linked }: Policy): string {
  return linked === null
    ? 'The service stands for itself: it is not booked for another booking'
    : `The service is only booked for another booking: ${linked.to.join(', ')}`;
}
