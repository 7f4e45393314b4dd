import type { Context } from './context.ts';
import { ineligibility } from './permissions.ts';
import { reject } from './reject.ts';
import type { Command, Decision, OpenOffer } from './types.ts';

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** The platform asks one or several people. */
export function offer(context: Context, { offers, round }: Of<'offer'>): Decision {
  const { booking, policy, actor, now, draft } = context;
  if (booking.state !== 'requested') {
    return reject(context, 'illegal_transition', `A booking that is ${booking.state} cannot be offered`);
  }
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (offers.length === 0) return reject(context, 'nothing_due');
  const asked = new Set(booking.openOffers.map((open) => open.assignee.id));
  for (const { assignee } of offers) {
    const obstacle = asked.has(assignee.id)
      ? 'The person already has an open offer'
      : ineligibility(policy, booking, assignee);
    if (obstacle !== null) return reject(context, 'not_eligible', obstacle);
    asked.add(assignee.id);
  }
  const expiresAt = new Date(now.getTime() + policy.dispatch.offerTimeout);
  const open: OpenOffer[] = offers.map(({ id, assignee: { kind, id: assigneeId, name } }) => ({
    id,
    assignee: { kind, id: assigneeId, name },
    expiresAt,
  }));
  return draft
    .set({ openOffers: [...booking.openOffers, ...open] })
    .entry('offered', { round, offerIds: offers.map(({ id }) => id) })
    .effect({ type: 'open_offers', round, expiresAt, offers })
    .done();
}

/** First to accept wins; everybody else's offer is withdrawn. An offer past its time is closed even if its timer is late. */
export function acceptOffer(context: Context, { offerId }: Of<'accept_offer'>): Decision {
  const { now, draft } = context;
  const open = openOffer(context, offerId);
  if ('code' in open) return open;
  if (open.expiresAt <= now) return reject(context, 'offer_closed', 'The offer has expired');
  return draft
    .set({ state: 'assigned', assignee: open.assignee })
    .entry('assigned', { assignee: open.assignee, offerIds: [offerId] }, { to: 'assigned' })
    .effect({ type: 'close_offers', ids: [offerId], as: 'accepted', reason: null })
    .withdrawOffers(offerId)
    .done();
}

export function declineOffer(context: Context, { offerId, reason }: Of<'decline_offer'>): Decision {
  const { booking, draft } = context;
  const open = openOffer(context, offerId);
  if ('code' in open) return open;
  return draft
    .set({ openOffers: booking.openOffers.filter(({ id }) => id !== offerId) })
    .entry('offer_declined', { offerIds: [offerId] }, { reason })
    .effect({ type: 'close_offers', ids: [offerId], as: 'declined', reason: reason ?? null })
    .effect({ type: 'dispatch' })
    .done();
}

/**
 * Closes every offer whose time is over, in one decision: a broadcast runs out at once. With `to`, those of somebody who
 * cannot take the booking just now instead: they were not asked in vain, so they are withdrawn.
 */
export function expireOffers(context: Context, { to }: Of<'expire_offers'>): Decision {
  const { booking, actor, now, draft } = context;
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  const over = ({ expiresAt, assignee: { kind, id } }: OpenOffer) =>
    to === undefined ? expiresAt <= now : kind === to.kind && id === to.id;
  const ids = booking.openOffers.filter(over).map(({ id }) => id);
  if (ids.length === 0) return reject(context, 'nothing_due');
  return draft
    .set({ openOffers: booking.openOffers.filter(({ id }) => !ids.includes(id)) })
    .entry('offer_expired', { offerIds: ids })
    .effect({ type: 'close_offers', ids, as: to === undefined ? 'expired' : 'withdrawn', reason: null })
    .effect({ type: 'dispatch' })
    .done();
}

/** Everybody was asked and nobody took it. */
export function exhaustOffers(context: Context, { round }: Of<'exhaust_offers'>): Decision {
  const { booking, actor, draft } = context;
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (booking.state !== 'requested' || booking.openOffers.length > 0) return reject(context, 'nothing_due');
  return draft.entry('offers_exhausted', { round }).done();
}

function openOffer(context: Context, offerId: string): OpenOffer | ReturnType<typeof reject> {
  const { booking, actor } = context;
  const open = booking.openOffers.find(({ id }) => id === offerId);
  if (open === undefined || booking.state !== 'requested') return reject(context, 'offer_closed');
  return actor.kind === open.assignee.kind && actor.id === open.assignee.id
    ? open
    : reject(context, 'not_assignee', 'The offer was made to another person');
}
