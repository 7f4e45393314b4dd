import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { type Booking, type BookingState, isActive, type TimelineEntry } from '../engine/index.ts';
import { BookingEventModel, BookingModel, BookingPositionModel } from '../models.ts';
import { notFound } from '../problems.ts';
import { offsetOfCursor, offsetPosition, pageBy } from './cursors.ts';
import { toBooking, toEntry } from './rows.ts';

/** @throws Problem `not_found` */
export async function readBooking(uow: UnitOfWork, id: string): Promise<Booking> {
  const row = await BookingModel.query(uow.trx).findById(id);
  if (row === undefined) throw notFound('booking');
  uow.about('booking', id, row);
  return toBooking(row);
}

/** How far a booking is, and which of its clocks were missed. */
export interface BookingProgress {
  readonly id: string;
  readonly state: BookingState;
  readonly assignBreached: boolean;
  readonly arriveBreached: boolean;
}

/** Of those of the bookings that the scope of the unit of work has. */
export async function progressOf(
  uow: UnitOfWork,
  ids: readonly string[],
): Promise<readonly BookingProgress[]> {
  if (ids.length === 0) return [];
  const rows = await BookingModel.query(uow.trx)
    .select('id', 'state', 'assign_breached_at', 'arrive_breached_at')
    .whereIn('id', [...ids]);
  return rows.map(({ id, state, assignBreachedAt, arriveBreachedAt }) => ({
    id,
    state,
    assignBreached: assignBreachedAt !== null,
    arriveBreached: arriveBreachedAt !== null,
  }));
}

/** The last positions of the assignees of these bookings, by booking; runs no query if no booking is active. */
export async function positionsOf(
  uow: UnitOfWork,
  bookings: readonly Booking[],
): Promise<Map<string, BookingPositionModel>> {
  const ids = bookings.filter(({ state }) => isActive(state)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await BookingPositionModel.query(uow.trx).whereIn('booking_id', ids);
  return new Map(rows.map((row) => [row.bookingId, row]));
}

export type StoredEntry = TimelineEntry & { readonly id: string };

/** A page of the timeline, oldest first. @throws Problem `not_found` */
export async function timelinePage(
  uow: UnitOfWork,
  bookingId: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<StoredEntry>> {
  const rows = await BookingEventModel.query(uow.trx)
    .where({ booking_id: bookingId })
    .where('sequence', '>', offsetOfCursor(cursor))
    .orderBy('sequence')
    .limit(limit + 1);
  // The audit log needs the booking's tenant as well when the caller's scope does not have a hospital.
  if (rows.length === 0 || uow.scope.hospitalId === null) await readBooking(uow, bookingId);
  return pageBy(rows.map(toEntry), limit, ({ sequence }) => offsetPosition(sequence));
}
