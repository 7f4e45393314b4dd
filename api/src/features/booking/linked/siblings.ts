import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { ACTIVE_STATES, type Booking } from '../engine/index.ts';
import { BookingModel, OfferModel } from '../models.ts';

/** First half of the advisory locks that serialise the searches for one booking's linked bookings: the bytes of `link`. */
const SEARCH_LOCKS = 0x6c69_6e6b;

/**
 * Lets one search at a time run for the bookings that were made for the same one, so that two searches do not choose the
 * same person. Taken before any row is locked. Needs a system scope.
 */
export async function lockSiblings(uow: UnitOfWork, bookingId: string): Promise<void> {
  const row = await BookingModel.query(uow.trx).findById(bookingId).select('id', 'linked_to');
  if (row === undefined || row.linkedTo === null) return;
  // An advisory lock, which no model can take.
  await uow.trx.raw('select pg_advisory_xact_lock(?, hashtext(?))', [SEARCH_LOCKS, row.linkedTo]);
}

/**
 * The people who have an open offer of, or are assigned to, another booking that was made for the same one: nobody is
 * asked for two of them at a time. Needs a system scope.
 */
export async function takenBySiblings(
  uow: UnitOfWork,
  { id, linkedTo }: Booking,
): Promise<ReadonlySet<string>> {
  if (linkedTo === null) return new Set();
  const siblings = await BookingModel.query(uow.trx)
    .select('id', 'state', 'assignee_resident_id')
    .where({ linked_to: linkedTo })
    .whereNot({ id });
  if (siblings.length === 0) return new Set();
  const offers = await OfferModel.query(uow.trx)
    .select('resident_id')
    .where({ state: 'open' })
    .whereIn(
      'booking_id',
      siblings.map((row) => row.id),
    );
  const assigned = siblings.filter(({ state }) => ACTIVE_STATES.includes(state));
  return new Set(
    [...offers.map(({ residentId }) => residentId), ...assigned.map((row) => row.assigneeResidentId)].filter(
      (person) => person !== null,
    ),
  );
}
