import type { UnitOfWork } from '../../kernel/feature.ts';
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

export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

export async function findBooking(uow: UnitOfWork, id: string): Promise<Booking | undefined> {
  const row = await BookingModel.query(uow.trx).findById(id);
  return row === undefined ? undefined : bookingOf(row);
}

/** Newest first, by the moment they were made; each page goes on exactly where the last ended. */
export async function listBookings(uow: UnitOfWork, filter: BookingFilter): Promise<Page<Booking>> {
  const query = BookingModel.query(uow.trx)
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(filter.limit + 1);
  const { serviceType, hospitalId, communityId, residentId, assigneeId } = filter;
  for (const [column, value] of Object.entries({ serviceType, hospitalId, communityId, residentId })) {
    if (value !== undefined) query.where(column, value);
  }
  if (assigneeId !== undefined) {
    query.where((either) => {
      either.where('assigneeStaffId', assigneeId).orWhere('assigneeResidentId', assigneeId);
    });
  }
  if (filter.state !== undefined && filter.state.length > 0) query.whereIn('state', [...filter.state]);
  if (filter.from !== undefined) query.where('createdAt', '>=', filter.from);
  if (filter.to !== undefined) query.where('createdAt', '<', filter.to);
  if (filter.breached === true) {
    query.where((either) => {
      either.whereNotNull('assignBreachedAt').orWhereNotNull('arriveBreachedAt');
    });
  } else if (filter.breached === false) {
    query.whereNull('assignBreachedAt').whereNull('arriveBreachedAt');
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
  const rows = await BookingPositionModel.query(uow.trx).whereIn('bookingId', ids);
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
    .where({ bookingId })
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

export function strangeCursor(): Problem {
  return new Problem('invalid_request', {
    detail: 'Give the nextCursor of an earlier page, unchanged, or leave it out.',
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor of this list' }],
  });
}
