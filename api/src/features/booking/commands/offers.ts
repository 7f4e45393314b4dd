import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { newestPage } from '../../../kernel/tenancy/lists.ts';
import type { Actor, Booking, Command, Location } from '../engine/index.ts';
import { BookingModel, OfferModel, type OfferState } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { bookingProblems, notFound } from '../problems.ts';
import { lockBooking } from '../record/store.ts';
import { execute, installedPolicy } from './execute.ts';

/** An offer as one caller sees it: with the location of the booking only if the caller may read the booking. */
export interface OfferView {
  readonly row: OfferModel;
  readonly location: Location | null;
}

export interface OfferAnswer {
  readonly answer: 'accept' | 'decline';
  readonly reason?: string | undefined;
}

/**
 * Accepts or declines an offer made to the caller. Concurrent answers wait for the booking's row lock: the first to
 * accept is assigned, later ones find their offer closed.
 */
export async function respondToOffer(
  uow: UnitOfWork,
  policies: PolicyBook,
  actor: Actor,
  offerId: string,
  { answer, reason }: OfferAnswer,
): Promise<{ offer: OfferView; booking: Booking | null }> {
  const offer = await ownOffer(uow, actor, offerId);
  if (offer.state !== 'open') throw offerClosed(offer.state);
  const booking = await lockOfferedBooking(uow, actor, offer.bookingId);
  const open = booking?.openOffers.some(({ id, expiresAt }) => id === offerId && expiresAt > uow.now);
  if (booking === undefined || !open) {
    const { state } = await ownOffer(uow, actor, offerId);
    // An offer that is still marked open is past its expiry, and its timer has not fired yet.
    throw offerClosed(state === 'open' ? 'expired' : state, actor.kind === 'resident' ? undefined : booking);
  }
  const accepted = answer === 'accept';
  const command: Command = accepted
    ? { type: 'accept_offer', offerId }
    : { type: 'decline_offer', offerId, ...(reason === undefined ? {} : { reason }) };
  const { next } = await execute(uow, installedPolicy(policies, booking), actor, booking, command);
  const mayRead = accepted || actor.kind !== 'resident';
  const view = { row: await ownOffer(uow, actor, offerId), location: mayRead ? next.location : null };
  return { offer: view, booking: accepted ? next : null };
}

/** Volunteers cannot read a booking before they accept it, so the platform reads it to handle their answer. */
function lockOfferedBooking(uow: UnitOfWork, actor: Actor, id: string): Promise<Booking | undefined> {
  if (actor.kind !== 'resident') return lockBooking(uow, id);
  return asSystem('booking offered to a volunteer', (system) => lockBooking(system, id));
}

/** The caller's own offers, newest first. */
export function listOwnOffers(
  uow: UnitOfWork,
  actor: Actor,
  state: OfferState | undefined,
  page: PageRequest,
): Promise<Page<OfferView>> {
  const own = actor.kind === 'resident' ? { resident_id: actor.id } : { staff_id: actor.id };
  return offersWhere(uow, page, state === undefined ? own : { ...own, state });
}

/** The offers of a booking, newest first. @throws Problem `not_found` if the caller cannot see the booking. */
export async function listBookingOffers(
  uow: UnitOfWork,
  bookingId: string,
  page: PageRequest,
): Promise<Page<OfferView>> {
  const booking = await BookingModel.query(uow.trx)
    .findById(bookingId)
    .select('id', 'hospital_id', 'community_id');
  if (booking === undefined) throw notFound('booking');
  uow.about('booking', bookingId, booking);
  return offersWhere(uow, page, { booking_id: bookingId });
}

async function offersWhere(uow: UnitOfWork, page: PageRequest, conditions: object): Promise<Page<OfferView>> {
  const { data, nextCursor } = await newestPage(OfferModel.query(uow.trx).where(conditions), page);
  const ids = [...new Set(data.map(({ bookingId }) => bookingId))];
  const bookings =
    ids.length === 0 ? [] : await BookingModel.query(uow.trx).select('id', 'location').whereIn('id', ids);
  const locations = new Map(bookings.map(({ id, location }) => [id, location]));
  return { data: data.map((row) => ({ row, location: locations.get(row.bookingId) ?? null })), nextCursor };
}

async function ownOffer(uow: UnitOfWork, actor: Actor, offerId: string): Promise<OfferModel> {
  const offer = await OfferModel.query(uow.trx).findById(offerId);
  if (offer === undefined) throw notFound('offer');
  const to = actor.kind === 'resident' ? offer.residentId : offer.staffId;
  if (to !== actor.id)
    throw new Problem(bookingProblems.not_assignee, { detail: 'The offer was made to another person.' });
  return offer;
}

function offerClosed(state: OfferState, booking?: Booking): Problem {
  return new Problem(bookingProblems.offer_closed, {
    detail:
      state === 'withdrawn'
        ? 'Another person accepted the booking, it was cancelled, or you accepted another booking in the meantime.'
        : `The offer is already ${state}.`,
    extensions: { state, ...(booking === undefined ? {} : { currentState: booking.state }) },
  });
}
