import { type Context, DecisionBuilder, reject } from './decision.ts';
import { acceptOffer, declineOffer, exhaustOffers, expireOffers, offer } from './offers.ts';
import { grantedCapacities, ineligibilityReason, mayAcknowledge, mayCancel } from './permissions.ts';
import type { Policy } from './policy.ts';
import { request } from './request.ts';
import { assignDue, dueAt, isOverdue } from './sla.ts';
import { isFinal } from './states.ts';
import { isReassignable, mayUnassign, nextState } from './transitions.ts';
import type { Actor, Booking, Command, CommandOf, Decision } from './types.ts';

/**
 * All booking rules: what a command by an actor does to a booking under its policy at an instant. Pure: reads nothing
 * but its arguments. Checks the state first (409), then permission (403), then the reason (422).
 * @param booking null only for `request`
 */
export function decide(
  booking: Booking | null,
  command: Command,
  policy: Policy,
  actor: Actor,
  now: Date,
): Decision {
  if (command.type === 'request') return request(booking, command, policy, actor, now);
  if (booking === null) throw new Error(`${command.type} needs a booking`);
  const context = { booking, policy, actor, now, decision: new DecisionBuilder(booking, actor, now) };
  switch (command.type) {
    case 'offer':
      return offer(context, command);
    case 'accept_offer':
      return acceptOffer(context, command);
    case 'decline_offer':
      return declineOffer(context, command);
    case 'expire_offers':
      return expireOffers(context, command);
    case 'exhaust_offers':
      return exhaustOffers(context, command);
    case 'assign':
    case 'reassign':
      return assign(context, command);
    case 'unassign':
      return unassign(context, command.reason);
    case 'move':
      return move(context, command.to, command.reason);
    case 'complete':
      return move(context, 'completed', command.reason);
    case 'cancel':
      return cancel(context, command.reason);
    case 'update_location':
      return updateLocation(context, command);
    case 'change_urgency':
      return changeUrgency(context, command);
    case 'sla_due':
      return slaDue(context, command.clock);
    case 'acknowledge_escalation':
      return acknowledgeEscalation(context);
  }
}

/** A manual assignment withdraws open offers. Replacing an assignee needs `reassign`, never `assign`. */
function assign(context: Context, { type, assignee, reason }: CommandOf<'assign' | 'reassign'>): Decision {
  const { booking, policy, actor, decision } = context;
  const legal = type === 'assign' ? booking.state === 'requested' : isReassignable(booking.state);
  if (!legal) {
    return reject(
      context,
      'illegal_transition',
      type === 'assign' && isReassignable(booking.state)
        ? 'The booking is already assigned; to reassign it, give a reason, or send the version you read in If-Match'
        : `A booking that is ${booking.state} cannot be assigned`,
    );
  }
  if (grantedCapacities(policy, 'assign', actor, booking).length === 0) {
    return reject(context, 'role_not_allowed');
  }
  if (assignee.id === booking.assignee?.id && assignee.kind === booking.assignee.kind) {
    return reject(context, 'not_eligible', 'The booking is already assigned to this person');
  }
  const obstacle = ineligibilityReason(policy, booking, assignee);
  if (obstacle !== null) return reject(context, 'not_eligible', obstacle);
  const { kind, id, name } = assignee;
  const party = { kind, id, name };
  return decision
    .set({ state: 'assigned', assignee: party })
    .addEntry(type === 'assign' ? 'assigned' : 'reassigned', { assignee: party }, { to: 'assigned', reason })
    .withdrawOffers()
    .build();
}

/** Restarts the assign clock unless it was missed before. The platform unassigns people who are no longer eligible. */
function unassign(context: Context, reason: string | undefined): Decision {
  const { booking, policy, actor, now, decision } = context;
  if (!isReassignable(booking.state)) {
    return reject(context, 'illegal_transition', `A booking that is ${booking.state} cannot be unassigned`);
  }
  if (!mayUnassign(policy, actor, booking)) return reject(context, 'role_not_allowed');
  if (!reason) return reject(context, 'reason_required');
  const assignBy = booking.assignBreachedAt === null ? assignDue(policy, booking, now) : null;
  decision.set({ state: 'requested', assignee: null });
  if (assignBy !== null) {
    decision.set({ assignBy }).addEffect({ type: 'start_clock', clock: 'assign', at: assignBy });
  }
  return decision
    .addEntry('unassigned', assignBy === null ? {} : { assignBy: assignBy.toISOString() }, {
      to: 'requested',
      reason,
    })
    .addEffect({ type: 'dispatch' })
    .build();
}

/** One step towards completion. Anyone who acts in place of the assignee must give a reason. */
function move(context: Context, to: Booking['state'], reason: string | undefined): Decision {
  const { booking, policy, actor, decision } = context;
  if (booking.state === 'requested' || nextState(policy, booking.state) !== to) {
    return reject(
      context,
      'illegal_transition',
      `A ${policy.id} booking cannot go from ${booking.state} to ${to}`,
    );
  }
  const capacities = grantedCapacities(policy, 'move', actor, booking);
  if (capacities.length === 0) return reject(context, 'not_assignee');
  if (!capacities.includes('assignee') && !reason) return reject(context, 'reason_required');
  return decision.set({ state: to }).addEntry('moved', {}, { to, reason }).build();
}

/** The requester needs no reason; everyone else does. Each has its own limit in the policy. */
function cancel(context: Context, reason: string | undefined): Decision {
  const { booking, policy, actor, now, decision } = context;
  if (isFinal(booking.state)) {
    return reject(context, 'illegal_transition', `The booking is already ${booking.state}`);
  }
  const capacities = grantedCapacities(policy, 'cancel', actor, booking);
  if (capacities.length === 0) return reject(context, 'role_not_allowed');
  if (!mayCancel(policy, booking, capacities)) {
    return reject(
      context,
      'illegal_transition',
      `A booking that is ${booking.state} can no longer be cancelled`,
    );
  }
  const byRequester = capacities.includes('requester');
  if (!byRequester && !reason) return reject(context, 'reason_required');
  const { freeBefore, fee } = policy.cancellation;
  const late =
    freeBefore !== null &&
    booking.scheduledFor !== null &&
    now.getTime() > booking.scheduledFor.getTime() - freeBefore;
  const { kind, id, name } = actor;
  return decision
    .set({ state: 'cancelled', cancellation: { reason: reason ?? null, by: { kind, id, name } } })
    .addEntry('cancelled', byRequester && late && fee !== null ? { fee } : {}, { to: 'cancelled', reason })
    .withdrawOffers()
    .build();
}

function updateLocation(context: Context, { location }: CommandOf<'update_location'>): Decision {
  const { booking, policy, actor, decision } = context;
  if (isFinal(booking.state) || booking.state === 'in_service') {
    return reject(
      context,
      'illegal_transition',
      `The location of a booking that is ${booking.state} cannot change`,
    );
  }
  if (grantedCapacities(policy, 'relocate', actor, booking).length === 0) {
    return reject(context, 'role_not_allowed');
  }
  return decision.set({ location }).addEntry('location_updated', { location }).build();
}

/** The platform follows what was decided about the assessment. A search that is going on takes the new urgency into account. */
function changeUrgency(context: Context, { urgency }: CommandOf<'change_urgency'>): Decision {
  const { booking, actor, decision } = context;
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (isFinal(booking.state) || booking.urgency === urgency) return reject(context, 'nothing_due');
  decision.set({ urgency }).addEntry('urgency_changed', { urgency });
  if (booking.state === 'requested') decision.addEffect({ type: 'dispatch' });
  return decision.build();
}

/** A timer fired. Accepted once per clock, and only if the clock has run out. */
function slaDue(context: Context, clock: 'assign' | 'arrive'): Decision {
  const { booking, policy, actor, now, decision } = context;
  const due = dueAt(booking, clock);
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (due === null || !isOverdue(booking, clock, now)) return reject(context, 'nothing_due');
  decision.breach(clock, due);
  const escalation = policy.sla.escalation[clock];
  if (escalation !== null) {
    const { notify, widenDispatch = false } = escalation;
    decision
      .set({ escalation: { clock, at: now, acknowledged: null } })
      .addEntry('escalated', { clock, notify, widenDispatch });
    if (widenDispatch) decision.addEffect({ type: 'dispatch' });
  }
  return decision.build();
}

/** Somebody who runs the hospital's dispatch has seen to it. What is acknowledged already has nothing left to acknowledge. */
function acknowledgeEscalation(context: Context): Decision {
  const { booking, actor, now, decision } = context;
  const { escalation } = booking;
  if (!mayAcknowledge(actor, booking)) return reject(context, 'role_not_allowed');
  if (escalation === null || escalation.acknowledged !== null) return reject(context, 'not_escalated');
  const { kind, id, name } = actor;
  const { clock } = escalation;
  return decision
    .set({ escalation: { ...escalation, acknowledged: { at: now, by: { kind, id, name } } } })
    .addEntry('escalation_acknowledged', { clock })
    .build();
}
