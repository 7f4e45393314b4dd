import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Booking } from '../engine/index.ts';
import { BookingModel, type BookingPositionModel, OfferModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { positionsOf, readBooking } from '../record/reads.ts';
import { toBooking } from '../record/rows.ts';
import {
  endLinked,
  extendShortlist,
  type NewLinkedBooking,
  requestLinked,
  type ShortlistedPerson,
} from './request.ts';

/** A linked booking with how its search stands. */
export interface LinkedStatus {
  readonly booking: Booking;
  /** Where the assignee was last. */
  readonly position: BookingPositionModel | null;
  readonly offers: { readonly open: number; readonly declined: number; readonly sent: number };
  /** Ids of those who declined it, gave it back, or let every offer pass. */
  readonly refusedBy: readonly string[];
  /** The way of the assignee as it was known when the booking was offered; null without an accepted offer. */
  readonly accepted: { readonly at: Date; readonly travelSeconds: number | null } | null;
}

/** Bookings that one feature makes for another booking. */
export interface LinkedBookings {
  /** A booking in the caller's scope. @throws Problem `not_found` */
  main(uow: UnitOfWork, bookingId: string): Promise<Booking>;
  /** See {@link requestLinked}. */
  request(uow: UnitOfWork, booking: NewLinkedBooking): Promise<Booking | null>;
  /** See {@link extendShortlist}. */
  extend(uow: UnitOfWork, bookingId: string, shortlist: readonly ShortlistedPerson[]): Promise<void>;
  /** See {@link endLinked}. */
  end(
    uow: UnitOfWork,
    bookingId: string,
    what: { readonly serviceType: string; readonly reason: string },
  ): Promise<void>;
  /** The bookings of a service that were made for this one, oldest first, as far as the caller may see them. */
  of(uow: UnitOfWork, bookingId: string, serviceType: string): Promise<readonly LinkedStatus[]>;
}

export function linkedBookings(policies: PolicyBook): LinkedBookings {
  return {
    main: readBooking,
    request: (uow, booking) => requestLinked(uow, policies, booking),
    extend: extendShortlist,
    end: (uow, bookingId, what) => endLinked(uow, policies, bookingId, what),
    of: (uow, bookingId, serviceType) => statusOf(uow, policies, bookingId, serviceType),
  };
}

async function statusOf(
  uow: UnitOfWork,
  policies: PolicyBook,
  bookingId: string,
  serviceType: string,
): Promise<readonly LinkedStatus[]> {
  const rows = await BookingModel.query(uow.trx)
    .where({ linked_to: bookingId, service_type: serviceType })
    .orderBy('id');
  if (rows.length === 0) return [];
  const bookings = rows.map((row) => toBooking(row));
  const positions = await positionsOf(uow, bookings);
  const offers = await OfferModel.query(uow.trx).whereIn(
    'booking_id',
    bookings.map(({ id }) => id),
  );
  const rounds = policies.get(serviceType)?.dispatch.rounds ?? 1;
  return bookings.map((booking) => {
    const own = offers.filter((offer) => offer.bookingId === booking.id);
    const accepted = own.find(
      ({ state, residentId }) => state === 'accepted' && residentId === booking.assignee?.id,
    );
    return {
      booking,
      position: positions.get(booking.id) ?? null,
      offers: {
        open: own.filter(({ state }) => state === 'open').length,
        declined: own.filter(({ state }) => state === 'declined').length,
        sent: own.length,
      },
      refusedBy: refusing(own, booking, rounds),
      accepted:
        accepted?.respondedAt == null
          ? null
          : { at: accepted.respondedAt, travelSeconds: accepted.travelSeconds },
    };
  });
}

function refusing(offers: readonly OfferModel[], { assignee }: Booking, rounds: number): readonly string[] {
  const byPerson = Map.groupBy(offers, ({ residentId }) => residentId ?? '');
  return [...byPerson].flatMap(([id, own]) => {
    const passed = own.filter(({ state }) => state === 'expired').length >= rounds;
    const gaveBack = own.some(({ state }) => state === 'accepted') && assignee?.id !== id;
    return passed || gaveBack || own.some(({ state }) => state === 'declined') ? [id] : [];
  });
}
