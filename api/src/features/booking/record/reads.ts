import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { strangeCursor } from '../../../kernel/ground/paging.ts';
import { type Booking, isHeld, type TimelineEntry } from '../engine/index.ts';
import { BookingEventModel, BookingModel, BookingPositionModel } from '../models.ts';
import { bookingOf, entryOf } from './rows.ts';

export { type BookingFilter, listBookings } from './listing.ts';

export async function findBooking(uow: UnitOfWork, id: string): Promise<Booking | undefined> {
  const row = await BookingModel.query(uow.trx).findById(id);
  if (row === undefined) return undefined;
  uow.about('booking', id, row);
  return bookingOf(row);
}

/** Where the assignees of these bookings were last seen; one query, none when nobody is on the way. */
export async function positionsOf(
  uow: UnitOfWork,
  bookings: readonly Booking[],
): Promise<Map<string, BookingPositionModel>> {
  const ids = bookings.filter(({ state }) => isHeld(state)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await BookingPositionModel.query(uow.trx).whereIn('booking_id', ids);
  return new Map(rows.map((row) => [row.bookingId, row]));
}

export type StoredEntry = TimelineEntry & { readonly id: string };

/** The timeline, oldest first, after entry number `after`. */
export async function timelineOf(
  uow: UnitOfWork,
  bookingId: string,
  after: number,
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await BookingEventModel.query(uow.trx)
    .where({ booking_id: bookingId })
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit);
  return rows.map(entryOf);
}

/** A cursor for lists that only grow at their end: the number of the last thing seen. */
export function cursorOfOffset(offset: number): string {
  return Buffer.from(`after ${offset}`).toString('base64url');
}

/** @throws Problem `invalid_request` */
export function offsetOfCursor(cursor: string): number {
  const match = /^after (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw strangeCursor();
  return Number(match[1]);
}
