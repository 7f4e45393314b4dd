import { type Context, reject } from './decision.ts';
import { ineligibilityReason } from './permissions.ts';
import type { CommandOf, Decision, OpenOffer, Rejection } from './types.ts';

/** The platform offers the booking to one or more people. */
export function offer(context: Context, { offers, round }: CommandOf<'offer'>): Decision {
  const { booking, policy, actor, now, decision } = context;
  if (booking.state !== 'requested') {
    return reject(context, 'illegal_transition', `A booking that is ${booking.state} cannot be offered`);
  }
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (offers.length === 0) return reject(context, 'nothing_due');
  const offeredTo = new Set(booking.openOffers.map(({ assignee }) => assignee.id));
  for (const { assignee } of offers) {
    const obstacle = offeredTo.has(assignee.id)
      ? 'The person already has an open offer'
      : ineligibilityReason(policy, booking, assignee);
    if (obstacle !== null) return reject(context, 'not_eligible', obstacle);
    offeredTo.add(assignee.id);
  }
  const expiresAt = new Date(now.getTime() + policy.dispatch.offerTimeout);
  const open: OpenOffer[] = offers.map(({ id, assignee: { kind, id: assigneeId, name } }) => ({
    id,
    assignee: { kind, id: assigneeId, name },
    expiresAt,
  }));
  return decision
    .set({ openOffers: [...booking.openOffers, ...open] })
    .addEntry('offered', { round, offerIds: offers.map(({ id }) => id) })
    .addEffect({ type: 'open_offers', round, expiresAt, offers })
    .build();
}

/** The first to accept is assigned; other offers are withdrawn. An offer past its expiry is closed even if its timer is late. */
export function acceptOffer(context: Context, { offerId }: CommandOf<'accept_offer'>): Decision {
  const { now, decision } = context;
  const open = findOpenOffer(context, offerId);
  if ('code' in open) return open;
  if (open.expiresAt <= now) return reject(context, 'offer_closed', 'The offer has expired');
  return decision
    .set({ state: 'assigned', assignee: open.assignee })
    .addEntry('assigned', { assignee: open.assignee, offerIds: [offerId] }, { to: 'assigned' })
    .addEffect({ type: 'close_offers', ids: [offerId], as: 'accepted', reason: null })
    .withdrawOffers(offerId)
    .build();
}

export function declineOffer(context: Context, { offerId, reason }: CommandOf<'decline_offer'>): Decision {
  const { booking, decision } = context;
  const open = findOpenOffer(context, offerId);
  if ('code' in open) return open;
  return decision
    .set({ openOffers: booking.openOffers.filter(({ id }) => id !== offerId) })
    .addEntry('offer_declined', { offerIds: [offerId] }, { reason })
    .addEffect({ type: 'close_offers', ids: [offerId], as: 'declined', reason: reason ?? null })
    .addEffect({ type: 'dispatch' })
    .build();
}

/**
 * Closes every offer past its expiry in one decision: the offers of a broadcast expire together. With `to`, closes the
 * offers to a person who cannot take the booking now. Those are withdrawn rather than expired, because the person had
 * no full chance to respond.
 */
export function expireOffers(context: Context, { to }: CommandOf<'expire_offers'>): Decision {
  const { booking, actor, now, decision } = context;
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  const isDue = ({ expiresAt, assignee: { kind, id } }: OpenOffer) =>
    to === undefined ? expiresAt <= now : kind === to.kind && id === to.id;
  const ids = booking.openOffers.filter(isDue).map(({ id }) => id);
  if (ids.length === 0) return reject(context, 'nothing_due');
  return decision
    .set({ openOffers: booking.openOffers.filter(({ id }) => !ids.includes(id)) })
    .addEntry('offer_expired', { offerIds: ids })
    .addEffect({ type: 'close_offers', ids, as: to === undefined ? 'expired' : 'withdrawn', reason: null })
    .addEffect({ type: 'dispatch' })
    .build();
}

/** Records that everyone available was offered the booking and no one accepted. */
export function exhaustOffers(context: Context, { round }: CommandOf<'exhaust_offers'>): Decision {
  const { booking, actor, decision } = context;
  if (actor.kind !== 'system') return reject(context, 'role_not_allowed');
  if (booking.state !== 'requested' || booking.openOffers.length > 0) return reject(context, 'nothing_due');
  return decision.addEntry('offers_exhausted', { round }).build();
}

function findOpenOffer(context: Context, offerId: string): OpenOffer | Rejection {
  const { booking, actor } = context;
  const open = booking.openOffers.find(({ id }) => id === offerId);
  if (open === undefined || booking.state !== 'requested') return reject(context, 'offer_closed');
  return actor.kind === open.assignee.kind && actor.id === open.assignee.id
    ? open
    : reject(context, 'not_assignee', 'The offer was made to another person');
}
