import type { UnitOfWork } from '../../kernel/feature.ts';
import type { Page } from '../../kernel/paging.ts';
import { Problem } from '../../kernel/problem.ts';
import { type Booking, type BookingState, isHeld, type TimelineEntry } from './engine.ts';
import { BookingEventModel, BookingModel, BookingPositionModel } from './models.ts';
import { bookingOf, entryOf } from './rows.ts';

export interface BookingFilter {
  readonly state?: readonly BookingState[] | undefined;
  readonly serviceType?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly communityId?: string | undefined;
  readonly residentId?: string | undefined;
  readonly assigneeId?: string | undefined;
  /** Bounds of when it was made, [from, to). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly breached?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export async function findBooking(uow: UnitOfWork, id: string): Promise<Booking | undefined> {
  const row = await BookingModel.query(uow.trx).findById(id);
  if (row === undefined) return undefined;
  uow.about('booking', id, row);
  return bookingOf(row);
}

/** Newest first, by the moment they were made; each page goes on exactly where the last ended. */
export async function listBookings(uow: UnitOfWork, filter: BookingFilter): Promise<Page<Booking>> {
  const query = BookingModel.query(uow.trx)
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(filter.limit + 1);
  const { serviceType, hospitalId, communityId, residentId, assigneeId } = filter;
  for (const [column, value] of Object.entries({
    service_type: serviceType,
    hospital_id: hospitalId,
    community_id: communityId,
    resident_id: residentId,
  })) {
    if (value !== undefined) query.where(column, value);
  }
  if (assigneeId !== undefined) {
    query.where((either) => {
      either.where('assignee_staff_id', assigneeId).orWhere('assignee_resident_id', assigneeId);
    });
  }
  if (filter.state !== undefined && filter.state.length > 0) query.whereIn('state', [...filter.state]);
  if (filter.from !== undefined) query.where('created_at', '>=', filter.from);
  if (filter.to !== undefined) query.where('created_at', '<', filter.to);
  if (filter.breached === true) {
    query.where((either) => {
      either.whereNotNull('assign_breached_at').orWhereNotNull('arrive_breached_at');
    });
  } else if (filter.breached === false) {
    query.whereNull('assign_breached_at').whereNull('arrive_breached_at');
  }
  const { residentId: reader } = uow.scope;
  if (reader !== null) {
    // The model's reach, said again in a form each part of which has an index.
    query.where((own) => {
      own.where('resident_id', reader).orWhere('assignee_resident_id', reader);
    });
  }
  const after = readCursor(filter.cursor);
  if (after !== undefined) {
    query.whereRaw('(??, ??) < (?, ?)', ['booking.created_at', 'booking.id', after.createdAt, after.id]);
  }
  const rows = await query;
  const data = rows.slice(0, filter.limit).map((row) => bookingOf(row));
  const last = data.at(-1);
  const more = rows.length > filter.limit && last !== undefined;
  return { data, nextCursor: more ? writeCursor(last.createdAt, last.id) : null };
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

function writeCursor(createdAt: Date, id: string): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');
}

const CURSOR = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string | undefined): { createdAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw strangeCursor();
  return { createdAt: new Date(Number(match[1])), id: match[2] as string };
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

function strangeCursor(): Problem {
  return new Problem('invalid_request', {
    detail: 'Give the nextCursor of an earlier page, unchanged, or leave it out.',
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor of this list' }],
  });
}
