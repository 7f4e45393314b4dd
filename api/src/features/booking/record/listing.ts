import { type QueryBuilder, raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { changesPage } from '../../../kernel/tenancy/changes.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import { type Booking, type BookingState, FINAL_STATES } from '../engine/index.ts';
import { BookingModel } from '../models.ts';
import { inputProblem } from '../problems.ts';
import { decodeCursor, pageBy } from './cursors.ts';
import { toBooking } from './rows.ts';

export interface BookingFilter {
  readonly state?: readonly BookingState[] | undefined;
  /** Only these. */
  readonly id?: readonly string[] | undefined;
  readonly serviceType?: readonly string[] | undefined;
  readonly urgency?: readonly number[] | undefined;
  readonly hospitalId?: string | undefined;
  readonly communityId?: string | undefined;
  readonly residentId?: string | undefined;
  readonly assigneeId?: string | undefined;
  /** Bounds of the creation time, [from, to). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Bounds of the scheduled time, [from, to). */
  readonly scheduledFrom?: Date | undefined;
  readonly scheduledTo?: Date | undefined;
  readonly breached?: boolean | undefined;
  /** Whether an escalation waits to be acknowledged. */
  readonly escalated?: boolean | undefined;
  /** The last 6 to 12 characters of the id. */
  readonly idSuffix?: string | undefined;
  readonly updatedSince?: Date | undefined;
  readonly sort?: 'newest' | 'dispatch' | 'urgency' | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type Query = QueryBuilder<BookingModel>;

/** Characters in the index of id suffixes. */
const INDEXED_SUFFIX = 6;

/**
 * A page of bookings: newest first by creation time, in dispatch order, by urgency, or in order of change since a given time.
 * Each page continues exactly where the last one ended.
 * @param emergencies the service types that come before all others in dispatch order
 */
export async function listBookings(
  uow: UnitOfWork,
  filter: BookingFilter,
  emergencies: readonly string[],
): Promise<Page<Booking>> {
  const query = BookingModel.query(uow.trx);
  addConditions(query, uow, filter);
  const { updatedSince, limit, cursor } = filter;
  if (updatedSince !== undefined) {
    if (filter.sort === 'dispatch' || filter.sort === 'urgency') {
      throw inputProblem(
        'unprocessable',
        '/query/sort',
        'Omit sort when you use updatedSince: changes are always in order of change.',
      );
    }
    const key = { column: 'id', of: ({ id }: BookingModel) => id };
    const page = await changesPage(uow, query, { updatedSince, limit, cursor }, key);
    return { ...page, data: page.data.map((row) => toBooking(row)) };
  }
  switch (filter.sort) {
    case 'dispatch':
      return inOpenOrder(query, filter, DISPATCH, emergencies);
    case 'urgency':
      return inOpenOrder(query, filter, URGENCY, emergencies);
    default:
      return newestFirst(query, filter);
  }
}

function addConditions(query: Query, uow: UnitOfWork, filter: BookingFilter): void {
  const { assigneeId, idSuffix } = filter;
  whereGiven(query, {
    hospital_id: filter.hospitalId,
    community_id: filter.communityId,
    resident_id: filter.residentId,
  });
  if (assigneeId !== undefined) {
    query.where((either) => {
      either.where('assignee_staff_id', assigneeId).orWhere('assignee_resident_id', assigneeId);
    });
  }
  for (const [column, wanted] of [
    ['booking.id', filter.id],
    ['state', filter.state],
    ['service_type', filter.serviceType],
    ['urgency', filter.urgency],
  ] as const) {
    if (wanted !== undefined && wanted.length > 0) query.whereIn(column, [...wanted]);
  }
  for (const [column, from, to] of [
    ['created_at', filter.from, filter.to],
    ['scheduled_for', filter.scheduledFrom, filter.scheduledTo],
  ] as const) {
    if (from !== undefined) query.where(column, '>=', from);
    if (to !== undefined) query.where(column, '<', to);
  }
  if (filter.breached === true) {
    query.where((either) => {
      either.whereNotNull('assign_breached_at').orWhereNotNull('arrive_breached_at');
    });
  } else if (filter.breached === false) {
    query.whereNull('assign_breached_at').whereNull('arrive_breached_at');
  }
  if (filter.escalated === true) query.whereNotNull('escalated_at').whereNull('acknowledged_at');
  else if (filter.escalated === false) {
    query.where((either) => {
      either.whereNull('escalated_at').orWhereNotNull('acknowledged_at');
    });
  }
  if (idSuffix !== undefined) {
    query.whereRaw('right(booking.id::text, ?) = ?', [INDEXED_SUFFIX, idSuffix.slice(-INDEXED_SUFFIX)]);
    query.whereRaw('booking.id::text like ?', [`%${idSuffix}`]);
  }
  const { residentId: reader } = uow.scope;
  if (reader !== null) {
    // Repeats the model's tenancy condition in a form of which each part can use an index.
    query.where((own) => {
      own.where('resident_id', reader).orWhere('assignee_resident_id', reader);
    });
  }
}

async function newestFirst(query: Query, { limit, cursor }: BookingFilter): Promise<Page<Booking>> {
  query
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(cursor, NEWEST_CURSOR);
    query.whereRaw('(??, ??) < (?, ?)', ['booking.created_at', 'booking.id', new Date(Number(at)), id]);
  }
  const page = pageBy(await query, limit, ({ createdAt, id }) => `${createdAt.getTime()} ${id}`);
  return { ...page, data: page.data.map((row) => toBooking(row)) };
}

/** An order of open bookings: what counts before the running clock. */
interface OpenOrder {
  readonly name: 'dispatch' | 'urgency';
  /** SQL of a small number, with one parameter: the service types for emergencies, separated by commas. */
  readonly rank: string;
  readonly cursor: RegExp;
}

/** Emergencies first. */
const DISPATCH: OpenOrder = {
  name: 'dispatch',
  rank: "case when booking.service_type = any(string_to_array(?, ',')) then 0 else 1 end",
  cursor: /^dispatch ([01]) (\d{1,15}) (\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
};

/** Without an assessment an emergency counts as one, and anything else as what can wait. */
const URGENCY: OpenOrder = {
  name: 'urgency',
  rank: "coalesce(booking.urgency, case when booking.service_type = any(string_to_array(?, ',')) then 2 else 4 end)",
  cursor: /^urgency ([1-5]) (\d{1,15}) (\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
};

/** The due time of the clock that runs in the present state, or the scheduled time; far in the future if there is neither. */
const DUE = `coalesce(
  case booking.state
    when 'requested' then coalesce(booking.assign_by, booking.arrive_by, booking.scheduled_for)
    when 'in_service' then null
    else coalesce(booking.arrive_by, booking.scheduled_for)
  end, '9999-12-31T00:00:00Z'::timestamptz)`;

async function inOpenOrder(
  query: Query,
  { limit, cursor }: BookingFilter,
  order: OpenOrder,
  emergencies: readonly string[],
): Promise<Page<Booking>> {
  const first = emergencies.join(',');
  query
    .select('booking.*', raw(`${order.rank} as open_rank`, [first]), raw(`${DUE} as open_due`))
    .whereNotIn('state', [...FINAL_STATES])
    .orderByRaw('open_rank, open_due, booking.created_at, booking.id')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [rank, due, at, id] = decodeCursor(cursor, order.cursor);
    query.whereRaw(`(${order.rank}, ${DUE}, booking.created_at, booking.id) > (?::integer, ?, ?, ?)`, [
      first,
      Number(rank),
      new Date(Number(due)),
      new Date(Number(at)),
      id,
    ]);
  }
  const rows = (await query) as (BookingModel & { openRank: number; openDue: Date })[];
  const page = pageBy(rows, limit, ({ openRank, openDue, createdAt, id }) =>
    [order.name, openRank, openDue.getTime(), createdAt.getTime(), id].join(' '),
  );
  return { ...page, data: page.data.map((row) => toBooking(row)) };
}

const NEWEST_CURSOR = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
