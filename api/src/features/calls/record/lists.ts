import { type QueryBuilder, raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import {
  cursorOf,
  idOfCursor,
  invalidCursor,
  type Page,
  type PageRequest,
} from '../../../kernel/ground/paging.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import type { CallState } from '../engine/types.ts';
import { Call, CallEvent, CallSegment } from '../models.ts';
import { readCall, UNKNOWN_URGENCY } from './store.ts';

export interface CallFilter extends PageRequest {
  readonly state?: readonly CallState[] | undefined;
  readonly hospitalId?: string | undefined;
  readonly residentId?: string | undefined;
}

const urgencyOrder = raw('coalesce(urgency, ?)', [UNKNOWN_URGENCY]);

/** The queue when only waiting calls are asked for, the most urgent and then the longest waiting first; else the newest. */
export async function listCalls(
  uow: UnitOfWork,
  { state, hospitalId, residentId, ...page }: CallFilter,
): Promise<Page<Call>> {
  const query = Call.query(uow.trx);
  whereGiven(query, { hospital_id: hospitalId, resident_id: residentId });
  if (state !== undefined && state.length > 0) query.whereIn('state', [...state]);
  return state?.length === 1 && state[0] === 'waiting'
    ? queuePage(uow, query, page)
    : newestPage(query, page);
}

/**
 * A page of the queue in the order in which it was when its first page was read, so that nothing is skipped or sent
 * twice while calls rise and fall. Calls that left the queue since are left out; those that came since are on the next
 * first page.
 */
async function queuePage(
  uow: UnitOfWork,
  query: QueryBuilder<Call>,
  { limit, cursor }: PageRequest,
): Promise<Page<Call>> {
  const after = positionOf(cursor);
  const readAt = after?.readAt ?? uow.now;
  const former = after === undefined ? new Map<string, number>() : await formerUrgencies(uow, readAt);
  const placed = (row: Call): Placed => {
    const urgency = former.get(row.id) ?? row.urgency ?? UNKNOWN_URGENCY;
    return { row, position: { readAt, urgency, waitingSince: row.waitingSince, id: row.id } };
  };
  const moved: Placed[] = [];
  if (after !== undefined) {
    query.where('waiting_since', '<=', readAt);
    const ids = [...former.keys()];
    const rows: Call[] = ids.length === 0 ? [] : await query.clone().whereIn('id', ids);
    moved.push(...rows.map(placed).filter(({ position }) => compare(position, after) > 0));
    query.whereNotIn('id', ids);
    query.whereRaw('(coalesce(urgency, ?), waiting_since, id) > (?, ?, ?)', [
      UNKNOWN_URGENCY,
      after.urgency,
      after.waitingSince,
      after.id,
    ]);
  }
  const rows = (await query
    .orderBy(urgencyOrder)
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(limit + 1)) as Call[];
  const found = [...rows.map(placed), ...moved].toSorted((a, b) => compare(a.position, b.position));
  const last = found.slice(0, limit).at(-1);
  return {
    data: found.slice(0, limit).map(({ row }) => row),
    nextCursor: found.length > limit && last !== undefined ? cursorAt(last.position) : null,
  };
}

/** Where a call is in the queue. */
interface Position {
  /** When the first page was read. */
  readonly readAt: Date;
  readonly urgency: number;
  readonly waitingSince: Date;
  readonly id: string;
}

interface Placed {
  readonly row: Call;
  readonly position: Position;
}

const compare = (a: Position, b: Position): number =>
  a.urgency - b.urgency ||
  a.waitingSince.getTime() - b.waitingSince.getTime() ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What calls that wait counted as at a time, where it is something else now: the timeline says it. */
async function formerUrgencies(uow: UnitOfWork, at: Date): Promise<Map<string, number>> {
  const changes = await CallEvent.query(uow.trx)
    .whereIn('call_id', Call.query(uow.trx).select('id').where('state', 'waiting'))
    .where('at', '>', at)
    .orderBy('sequence', 'desc');
  const former = new Map<string, number>();
  // The first change since then is the last one here.
  for (const { callId, data } of changes) {
    if (typeof data.queuedAs === 'number') former.set(callId, data.queuedAs);
  }
  return former;
}

function cursorAt({ readAt, urgency, waitingSince, id }: Position): string {
  return Buffer.from(`${readAt.getTime()} ${urgency} ${waitingSince.getTime()} ${id}`).toString('base64url');
}

const POSITION = /^(\d{1,14}) ([1-5]) (\d{1,14}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function positionOf(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const found = POSITION.exec(Buffer.from(cursor, 'base64url').toString());
  if (found === null) throw invalidCursor();
  const [, readAt, urgency, waitingSince, id = ''] = found;
  return {
    readAt: new Date(Number(readAt)),
    urgency: Number(urgency),
    waitingSince: new Date(Number(waitingSince)),
    id,
  };
}

export interface TranscriptPage {
  readonly data: readonly CallSegment[];
  readonly nextSequence: number | null;
}

/** Words in order. @throws Problem `not_found`. */
export async function transcriptPage(
  uow: UnitOfWork,
  callId: string,
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<TranscriptPage> {
  await readCall(uow, callId);
  const rows = await CallSegment.query(uow.trx)
    .where('call_id', callId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit + 1);
  const data = rows.slice(0, limit);
  return { data, nextSequence: rows.length > limit ? (data.at(-1)?.sequence ?? null) : null };
}

/** The timeline, oldest first. @throws Problem `not_found`, `invalid_request`. */
export async function eventPage(
  uow: UnitOfWork,
  callId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<CallEvent>> {
  await readCall(uow, callId);
  const query = CallEvent.query(uow.trx)
    .where('call_id', callId)
    .orderBy('sequence')
    .limit(limit + 1);
  const after = idOfCursor(cursor);
  if (after !== undefined) {
    const last = await CallEvent.query(uow.trx).findById(after);
    if (last?.callId !== callId) throw invalidCursor();
    query.where('sequence', '>', last.sequence);
  }
  const rows = await query;
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.id) : null };
}
