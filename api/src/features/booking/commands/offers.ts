import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Actor, Booking, Location } from '../engine/index.ts';
import { BookingModel, OfferModel, type OfferState } from '../models.ts';
import type { Policy } from '../policies/policy.ts';
import { lockBooking } from '../record/store.ts';
import { execute } from './commands.ts';
import { noSuch } from './refusals.ts';

/** An offer, with the place of its booking as far as the caller sees that booking. */
export interface AnsweredOffer {
  readonly row: OfferModel;
  readonly location: Location | null;
}

/**
 * Accepts or declines an offer made to the caller. Answers meet on the booking's row lock: the first to accept has it,
 * everybody later finds their offer closed.
 */
export async function answerOffer(
  uow: UnitOfWork,
  policyOf: (booking: Booking) => Policy,
  actor: Actor,
  offerId: string,
  answer: 'accept' | 'decline',
  reason: string | undefined,
): Promise<{ offer: AnsweredOffer; booking: Booking | null }> {
  const offer = await offerTo(uow, actor, offerId);
  if (offer.state !== 'open') throw closed(offer.state);
  const booking = await offeredBooking(uow, actor, offer.bookingId);
  const stillOpen = booking?.openOffers.some(({ id, expiresAt }) => id === offerId && expiresAt > uow.now);
  if (booking === undefined || !stillOpen) {
    const { state } = await offerTo(uow, actor, offerId);
    // Past its time, though the timer has not marked it yet.
    throw closed(state === 'open' ? 'expired' : state, actor.kind === 'resident' ? undefined : booking);
  }
  const command =
    answer === 'accept'
      ? { type: 'accept_offer' as const, offerId }
      : { type: 'decline_offer' as const, offerId, ...(reason === undefined ? {} : { reason }) };
  const { next } = await execute(uow, policyOf(booking), actor, booking, command);
  const reads = actor.kind !== 'resident' || answer === 'accept';
  const after = { row: await offerTo(uow, actor, offerId), location: reads ? next.location : null };
  return { offer: after, booking: answer === 'accept' ? next : null };
}

/** A volunteer does not read the booking before the offer is accepted; that it can be answered is the platform's to see. */
function offeredBooking(uow: UnitOfWork, actor: Actor, id: string): Promise<Booking | undefined> {
  if (actor.kind !== 'resident') return lockBooking(uow, id);
  return asSystem('booking offered to a volunteer', (system) => lockBooking(system, id));
}

/** The caller's own offers, newest first. */
export function ownOffers(
  uow: UnitOfWork,
  actor: Actor,
  states: readonly OfferState[] | undefined,
  page: PageRequest,
): Promise<Page<AnsweredOffer & { id: string }>> {
  return offersWhere(uow, page, (query) => {
    query.where(actor.kind === 'resident' ? { resident_id: actor.id } : { staff_id: actor.id });
    if (states !== undefined && states.length > 0) query.whereIn('state', [...states]);
  });
}

/** To whom a booking was offered, newest first. @throws Problem `not_found` when the booking is out of reach. */
export async function offersOfBooking(
  uow: UnitOfWork,
  bookingId: string,
  page: PageRequest,
): Promise<Page<AnsweredOffer & { id: string }>> {
  const booking = await BookingModel.query(uow.trx)
    .findById(bookingId)
    .select('id', 'hospital_id', 'community_id');
  if (booking === undefined) throw noSuch('booking');
  uow.about('booking', bookingId, booking);
  return offersWhere(uow, page, (query) => query.where({ booking_id: bookingId }));
}

async function offersWhere(
  uow: UnitOfWork,
  { cursor, limit }: PageRequest,
  narrow: (query: ReturnType<typeof OfferModel.query>) => unknown,
): Promise<Page<AnsweredOffer & { id: string }>> {
  const query = OfferModel.query(uow.trx)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  narrow(query as never);
  const after = idOfCursor(cursor);
  if (after !== undefined) query.where('id', '<', after);
  const { data, nextCursor } = pageOf(await query, limit);
  const ids = [...new Set(data.map(({ bookingId }) => bookingId))];
  const bookings =
    ids.length === 0 ? [] : await BookingModel.query(uow.trx).select('id', 'location').whereIn('id', ids);
  const places = new Map(bookings.map(({ id, location }) => [id, location]));
  return {
    data: data.map((row) => ({ id: row.id, row, location: places.get(row.bookingId) ?? null })),
    nextCursor,
  };
}

async function offerTo(uow: UnitOfWork, actor: Actor, offerId: string): Promise<OfferModel> {
  const offer = await OfferModel.query(uow.trx).findById(offerId);
  if (offer === undefined) throw noSuch('offer');
  const own = actor.kind === 'resident' ? offer.residentId : offer.staffId;
  if (own !== actor.id)
    throw new Problem('not_assignee', { detail: 'The offer was made to another person.' });
  return offer;
}

function closed(state: OfferState, booking?: Booking): Problem {
  return new Problem('offer_closed', {
    detail:
      state === 'withdrawn'
        ? 'Another person accepted the booking, it was cancelled, or you accepted another booking in the meantime.'
        : `The offer is already ${state}.`,
    extensions: { state, ...(booking === undefined ? {} : { currentState: booking.state }) },
  });
}
