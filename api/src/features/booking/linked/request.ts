import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { execute } from '../commands/execute.ts';
import { type Booking, decide, isFinal, SYSTEM_ACTOR, type Waypoint } from '../engine/index.ts';
import { retryDispatch } from '../jobs.ts';
import { BookingCandidateModel, BookingModel } from '../models.ts';
import { type PolicyBook, requirePolicy } from '../policies/load.ts';
import { rejectionProblem } from '../problems.ts';
import { insertBooking, lockBooking, recordRequest } from '../record/store.ts';

/** A person who can be asked, and the way from where they are to the place of the booking, by its waypoint. */
export interface ShortlistedPerson {
  readonly residentId: string;
  readonly travelSeconds: number;
  readonly travelMetres: number;
}

export interface NewLinkedBooking {
  /** The booking that it is made for. */
  readonly to: string;
  readonly serviceType: string;
  readonly waypoint: Waypoint | null;
  /** For the assignee: nobody reads them before accepting. */
  readonly notes: string | null;
  readonly shortlist: readonly ShortlistedPerson[];
}

/**
 * Makes a booking for another one, at the same place and for the same resident; its shortlist is asked at once.
 * Needs a system scope.
 * @returns null if the other booking has ended.
 */
export async function requestLinked(
  uow: UnitOfWork,
  policies: PolicyBook,
  { to, serviceType, waypoint, notes, shortlist }: NewLinkedBooking,
): Promise<Booking | null> {
  // Locked, so that a cancellation at the same time finds the new booking.
  const main = await lockBooking(uow, to);
  if (main === undefined || isFinal(main.state)) return null;
  const policy = requirePolicy(policies, serviceType);
  if (policy.linked?.to.includes(main.serviceType) !== true) {
    throw new Error(`${serviceType} is not booked for ${main.serviceType}`);
  }
  const draft = {
    id: v7(),
    residentId: main.residentId,
    communityId: main.communityId,
    hospitalId: main.hospitalId,
    scheduledFor: null,
    scheduledUntil: null,
    location: main.location,
    notes,
    linked: { to, urgency: main.urgency, waypoint },
  };
  const decision = decide(null, { type: 'request', draft }, policy, SYSTEM_ACTOR, uow.now);
  if (!decision.accepted) throw rejectionProblem(decision);
  await insertBooking(uow, decision, null);
  await writeShortlist(uow, draft.id, shortlist);
  await recordRequest(uow, decision);
  return decision.next;
}

/** Adds people to the shortlist, or corrects their ways, and goes on searching now. Needs a system scope. */
export async function extendShortlist(
  uow: UnitOfWork,
  bookingId: string,
  shortlist: readonly ShortlistedPerson[],
): Promise<void> {
  if (shortlist.length === 0) return;
  await writeShortlist(uow, bookingId, shortlist);
  retryDispatch(uow, bookingId, uow.now);
}

/** Ends those bookings of one service that were made for a booking and are open. Needs a system scope. */
export async function endLinked(
  uow: UnitOfWork,
  policies: PolicyBook,
  bookingId: string,
  { serviceType, reason }: { readonly serviceType: string; readonly reason: string },
): Promise<void> {
  const rows = await BookingModel.query(uow.trx)
    .select('id')
    .where({ linked_to: bookingId, service_type: serviceType })
    .orderBy('id');
  for (const { id } of rows) {
    const booking = await lockBooking(uow, id);
    if (booking === undefined || isFinal(booking.state)) continue;
    const policy = requirePolicy(policies, booking.serviceType);
    await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'cancel', reason });
  }
}

async function writeShortlist(
  uow: UnitOfWork,
  bookingId: string,
  shortlist: readonly ShortlistedPerson[],
): Promise<void> {
  for (const { residentId, travelSeconds, travelMetres } of shortlist) {
    await insertOrUpdate(
      BookingCandidateModel.query(uow.trx),
      { bookingId, residentId, travelSeconds, travelMetres },
      { target: ['booking_id', 'resident_id'] },
    );
  }
}
