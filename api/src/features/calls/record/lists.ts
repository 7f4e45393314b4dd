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
import { readCall } from './store.ts';

export interface CallFilter extends PageRequest {
  readonly state?: readonly CallState[] | undefined;
  readonly hospitalId?: string | undefined;
  readonly residentId?: string | undefined;
}

/** What an unassessed call counts as: unknown is not low. */
const UNKNOWN_URGENCY = 2;
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

async function queuePage(
  uow: UnitOfWork,
  query: QueryBuilder<Call>,
  { limit, cursor }: PageRequest,
): Promise<Page<Call>> {
  const after = idOfCursor(cursor);
  if (after !== undefined) {
    // The queue moves: the page goes on behind where the last call of the page before is now, or was.
    const last = await Call.query(uow.trx).findById(after);
    if (last === undefined) throw invalidCursor();
    query.whereRaw('(coalesce(urgency, ?), waiting_since, id) > (?, ?, ?)', [
      UNKNOWN_URGENCY,
      last.urgency ?? UNKNOWN_URGENCY,
      last.waitingSince,
      last.id,
    ]);
  }
  const rows = (await query
    .orderBy(urgencyOrder)
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(limit + 1)) as Call[];
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.id) : null };
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
