import type { Policy } from '../policies/policy.ts';
import type { Context } from './context.ts';
import { DecisionDraft } from './draft.ts';
import { acceptOffer, declineOffer, exhaustOffers, expireOffers, offer } from './offers.ts';
import { granted, ineligibility, mayStillCancel } from './permissions.ts';
import { reject } from './reject.ts';
import { request } from './request.ts';
import { assignDue, dueAt, isOverdue } from './sla.ts';
import { isFinal } from './states.ts';
import { canChangeHands, mayGiveBack, nextState } from './transitions.ts';
import type { Actor, Booking, Command, Decision } from './types.ts';

/**
 * The whole of the booking rules: what a command by an actor does to a booking under its policy at an instant.
 * Pure: reads nothing but its arguments. Legality is judged first (409), then permission (403), then the reason (422).
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
  const context: Context = { booking, policy, actor, now, draft: new DecisionDraft(booking, actor, now) };
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
    case 'sla_due':
      return slaDue(context, command.clock);
  }
}

/** A manual assignment wins over open offers. Taking a booking from somebody is `reassign`, never a silent `assign`. */
function assign(
  context: Context,
  { type, assignee, reason }: Extract<Command, { type: 'assign' | 'reassign' }>,
): Decision {
  const { booking, policy, actor, draft } = context;
  const legal = type === 'assign' ? booking.state === 'requested' : canChangeHands(booking.state);
  if (!legal) {
    const held = type === 'assign' && canChangeHands(booking.state);
    return reject(
      context,
      'illegal_transition',
      held
        ? 'The booking is already assigned; to reassign it, give a reason, or send the version you read in If-Match'
        : `A booking that is ${booking.state} cannot be assigned`,
    );
  }
  if (granted(policy, 'assign', actor, booking).length === 0) return reject(context, 'role_not_allowed');
  if (assignee.id === booking.assignee?.id && assignee.kind === booking.assignee.kind) {
    return reject(context, 'not_eligible', 'The booking is already assigned to this person');
  }
  const obstacle = ineligibility(policy, booking, assignee);
  if (obstacle !== null) return reject(context, 'not_eligible', obstacle);
  const { kind, id, name } = assignee;
  const party = { kind, id, name };
  return draft
    .set({ state: 'assigned', assignee: party })
    .entry(type === 'assign' ? 'assigned' : 'reassigned', { assignee: party }, { to: 'assigned', reason })
    .withdrawOffers()
    .done();
}

/**
 * Gives the booking back; the assign clock starts anew unless it was missed before. The platform does so for an assignee
 * who can do it no longer.
 */
function unassign(context: Context, reason: string | undefined): Decision {
  const { booking, policy, actor, now, draft } = context;
  if (!canChangeHands(booking.state)) {
    return reject(context, 'illegal_transition', `A booking that is ${booking.state} cannot be unassigned`);
  }
  if (!mayGiveBack(actor, booking) && granted(policy, 'assign', actor, booking).length === 0) {
    return reject(context, 'role_not_allowed');
  }
  if (!reason) return reject(context, 'reason_required');
  const assignBy = booking.assignBreachedAt === null ? assignDue(policy, booking, now) : null;
  draft.set({ state: 'requested', assignee: null });
  if (assignBy !== null) {
    draft.set({ assignBy }).effect({ type: 'start_clock', clock: 'assign', at: assignBy });
  }
  return draft
    .entry('unassigned', assignBy === null ? {} : { assignBy: assignBy.toISOString() }, {
      to: 'requested',
      reason,
    })
    .effect({ type: 'dispatch' })
    .done();
}

/** One step on the way to completion; whoever acts for the assignee says why. */
function move(context: Context, to: Booking['state'], reason: string | undefined): Decision {
  const { booking, policy, actor, draft } = context;
  if (booking.state === 'requested' || nextState(policy, booking.state) !== to) {
    return reject(
      context,
      'illegal_transition',
      `A ${policy.id} booking cannot go from ${booking.state} to ${to}`,
    );
  }
  const capacities = granted(policy, 'move', actor, booking);
  if (capacities.length === 0) return reject(context, 'not_assignee');
  if (!capacities.includes('assignee') && !reason) return reject(context, 'reason_required');
  return draft.set({ state: to }).entry('moved', {}, { to, reason }).done();
}

/** The requester cancels freely up to the policy's state, everybody else with a reason. */
function cancel(context: Context, reason: string | undefined): Decision {
  const { booking, policy, actor, now, draft } = context;
  if (isFinal(booking.state)) {
    return reject(context, 'illegal_transition', `The booking is already ${booking.state}`);
  }
  const capacities = granted(policy, 'cancel', actor, booking);
  if (capacities.length === 0) return reject(context, 'role_not_allowed');
  if (!mayStillCancel(policy, booking, capacities)) {
    return reject(
      context,
      'illegal_transition',
      `A booking that is ${booking.state} can no longer be cancelled`,
    );
  }
  const asRequester = capacities.includes('requester');
  if (!asRequester && !reason) return reject(context, 'reason_required');
  const { freeBefore, fee } = policy.cancellation;
  const late =
    freeBefore !== null &&
    booking.scheduledFor !== null &&
    now.getTime() > booking.scheduledFor.getTime() - freeBefore;
  const owed = asRequester && late ? fee : null;
  const { kind, id, name } = actor;
  return draft
    .set({ state: 'cancelled', cancellation: { reason: reason ?? null, by: { kind, id, name } } })
    .entry('cancelled', owed === null ? {} : { fee: owed }, { to: 'cancelled', reason })
    .withdrawOffers()
    .done();
}

function updateLocation(
  context: Context,
  { location }: Extract<Command, { type: 'update_location' }>,
): Decision {
  const { booking, policy, actor, draft } = context;
  if (isFinal(booking.state) || booking.state === 'in_service') {
    return reject(
      context,
      'illegal_transition',
      `The location of a booking that is ${booking.state} cannot change`,
    );
  }
  if (granted(policy, 'relocate', actor, booking).length === 0) return reject(context, 'role_not_allowed');
  return draft.set({ location }).entry('location_updated', { location }).done();
}

/** A timer fired. Accepted once per clock, and only when the clock really ran out. */
function slaDue(context: Context, clock: 'assign' | 'arrive'): Decision {
  const { booking, policy, actor, now, draft } = context;
  const due = dueAt(booking, clock);
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (due === null || !isOverdue(booking, clock, now)) return reject(context, 'nothing_due');
  draft.breach(clock, due);
  const escalation = policy.sla.escalation[clock];
  if (escalation !== null) {
    const widen = escalation.widenDispatch === true;
    draft.entry('escalated', { clock, notify: escalation.notify, widenDispatch: widen });
    if (widen) draft.effect({ type: 'dispatch' });
  }
  return draft.done();
}
