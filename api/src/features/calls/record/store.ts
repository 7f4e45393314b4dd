import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { ALERT_URGENCY } from '../assessment/settle.ts';
import type { CallAcceptance, CallFacts } from '../engine/types.ts';
import { eventOf, wordsAdded } from '../events.ts';
import { RingTimeout } from '../jobs.ts';
import { type ActorKind, Call, CallEvent, CallSegment, type Speaker } from '../models.ts';
import { callNotFound } from '../problems.ts';
import { startsSentence } from './sentences.ts';

/** Who did something in a call, with the name at that time. */
export interface CallActor {
  readonly kind: ActorKind;
  readonly id: string | null;
  readonly name: string | null;
}

export const SYSTEM: CallActor = { kind: 'system', id: null, name: null };

/** Words as they come in; times are milliseconds from the beginning of the call. */
export interface NewSegment {
  readonly speaker: Speaker;
  readonly source: CallSegment['source'];
  readonly language: string | null;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export type TimelineData = Readonly<Record<string, string | number | boolean | null>>;

/** What an unassessed call counts as: unknown is not low. */
export const UNKNOWN_URGENCY = 2;

/** For the entry of a change of urgency: what the call counted as in the queue before. */
export const queuedAs = ({ urgency }: Pick<Call, 'urgency'>) => ({ queuedAs: urgency ?? UNKNOWN_URGENCY });

/** Whose assessment it is. */
export const subjectOf = ({ id, triageId, residentId, communityId, hospitalId }: Call) => ({
  callId: id,
  triageId,
  residentId,
  communityId,
  hospitalId,
});

/** Reads a call. @throws Problem `not_found` for one out of the scope's reach. */
export async function readCall(uow: UnitOfWork, id: string): Promise<Call> {
  const row = await Call.query(uow.trx).findById(id);
  if (row === undefined) throw callNotFound();
  return row;
}

/** Reads and locks it until the unit of work ends. @throws Problem `not_found`. */
export async function lockCall(uow: UnitOfWork, id: string): Promise<Call> {
  const row = await Call.query(uow.trx).findById(id).forUpdate();
  if (row === undefined) throw callNotFound();
  return row;
}

export function factsOf(row: Call): CallFacts {
  const {
    state,
    nextDesks,
    operatorId,
    createdAt,
    waitingSince,
    ringUntil,
    claimedAt,
    endedAt,
    wrappedUpAt,
  } = row;
  return {
    state,
    desk: row.hospitalId,
    nextDesks,
    operatorId,
    offeredToId: row.offeredToId,
    createdAt,
    waitingSince,
    ringUntil,
    claimedAt,
    endedAt,
    wrappedUpAt,
    disposition: row.disposition,
    version: row.version,
  };
}

/** What was noted and what is noted now: nothing that colleagues wrote is lost. A text that has it all replaces it. */
export function notesWith(row: Call, notes: string): string {
  const { notes: before } = row;
  return before === null || notes.includes(before) ? notes : `${before}\n${notes}`;
}

/**
 * Stores a decision of the engine on a locked call: the row, its timeline, its events and the ring's timer.
 * @param changes further columns that the verb sets.
 */
export async function saveDecision(
  uow: UnitOfWork,
  row: Call,
  { next, timeline }: CallAcceptance,
  actor: CallActor,
  changes: Partial<Pick<Call, 'operatorName' | 'notes' | 'bookingId' | 'urgency'>> = {},
  data: TimelineData = {},
): Promise<Call> {
  if (timeline.length === 0) {
    // Nothing that the audit log could take it from, while a caller who calls again gets this call in the reply.
    uow.about('call', row.id, row);
    return row;
  }
  await updateOne(Call.query(uow.trx).findById(row.id), {
    state: next.state,
    hospitalId: next.desk,
    nextDesks: [...next.nextDesks],
    operatorId: next.operatorId,
    offeredToId: next.offeredToId,
    waitingSince: next.waitingSince,
    ringUntil: next.ringUntil,
    claimedAt: next.claimedAt,
    endedAt: next.endedAt,
    wrappedUpAt: next.wrappedUpAt,
    disposition: next.disposition,
    version: next.version,
    events: row.events + timeline.length,
    alertedAt: row.alertedAt ?? (alerts(next, row) ? uow.now : null),
    operatorSeenAt: next.operatorId === null ? null : (seenIn(next, actor, uow) ?? row.operatorSeenAt),
    ...changes,
  });
  const after = await readCall(uow, row.id);
  for (const [index, type] of timeline.entries()) {
    await insertEvent(uow, after.id, row.events + index + 1, type, actor, data);
    uow.emit(eventOf(type, after, row.hospitalId));
  }
  if (next.ringUntil === null) uow.cancel(RingTimeout, row.id);
  else uow.enqueue(RingTimeout.at(row.id, { callId: row.id }, next.ringUntil));
  return after;
}

type Who = Pick<CallActor, 'kind' | 'id'>;

/** Now, where it is the operator of the call who acts. */
function seenIn(
  { operatorId }: Pick<CallFacts, 'operatorId'>,
  { kind, id }: Who,
  { now }: UnitOfWork,
): Date | null {
  return kind === 'staff' && id === operatorId ? now : null;
}

/** What somebody did in a locked call without an entry: where it is its operator they are seen. */
export async function actedIn(uow: UnitOfWork, row: Call, who: Who): Promise<void> {
  const operatorSeenAt = seenIn(row, who, uow);
  if (operatorSeenAt !== null) await Call.query(uow.trx).findById(row.id).patch({ operatorSeenAt });
}

/** Whether an operator has an emergency in front of them from now on. */
function alerts({ operatorId }: CallFacts, { assessedUrgency }: Call): boolean {
  return operatorId !== null && assessedUrgency !== null && assessedUrgency <= ALERT_URGENCY;
}

/** Records an entry that is no change of state, such as an assessment, on a locked call. Emits nothing. */
export async function recordEntry(
  uow: UnitOfWork,
  row: Call,
  type: string,
  actor: CallActor,
  data: TimelineData = {},
): Promise<void> {
  const seenAt = seenIn(row, actor, uow);
  await updateOne(Call.query(uow.trx).findById(row.id), {
    events: row.events + 1,
    ...(seenAt === null ? {} : { operatorSeenAt: seenAt }),
  });
  await insertEvent(uow, row.id, row.events + 1, type, actor, data);
  row.events += 1;
}

/** The last moment that times of a call count to, milliseconds: almost 25 days, what a column of four bytes holds. */
export const MAX_MS = 2_147_483_647;

/** Appends words to a locked call. @returns the stored segment. */
export async function appendSegment(uow: UnitOfWork, row: Call, words: NewSegment): Promise<CallSegment> {
  const [segment] = await appendSegments(uow, [{ row, words: [words] }]);
  return segment as CallSegment;
}

/** Appends words to locked calls. @returns the stored segments, in order. */
export async function appendSegments(
  uow: UnitOfWork,
  added: readonly { readonly row: Call; readonly words: readonly NewSegment[] }[],
): Promise<CallSegment[]> {
  const spoken = added.filter(({ words }) => words.length > 0);
  if (spoken.length === 0) return [];
  const counted = spoken.map(({ row, words }) => ({
    id: row.id,
    segments: row.segments + words.length,
    heard: words.some(({ speaker, source }) => speaker === 'operator' && source === 'speech'),
  }));
  // tenancy: the numbers of words of many calls in one statement; the database scopes it as well.
  await uow.trx.raw(
    `update call set segments = given.segments,
            operator_seen_at = case when given.heard and operator_id is not null then cast(:now as timestamptz)
                                    else operator_seen_at end
       from jsonb_to_recordset(cast(:given as jsonb)) as given (id uuid, segments integer, heard boolean)
      where call.id = given.id`,
    { given: JSON.stringify(counted), now: uow.now },
  );
  const last = await lastSegments(uow, spoken);
  const rows = spoken.flatMap(({ row, words }) =>
    words.map((one, nth) => ({
      id: v7(),
      callId: row.id,
      sequence: row.segments + nth + 1,
      ...one,
      startMs: Math.min(one.startMs, MAX_MS),
      endMs: Math.min(one.endMs, MAX_MS),
      startsSentence: startsSentence(words[nth - 1] ?? last.get(row.id), one),
      at: uow.now,
    })),
  );
  const segments = await CallSegment.query(uow.trx).insert(rows).returning('*');
  const byId = new Map(spoken.map(({ row }) => [row.id, row]));
  for (const { id, segments: count } of counted) (byId.get(id) as Call).segments = count;
  for (const segment of segments) {
    if (segment.source !== 'missing') uow.emit(wordsAdded(byId.get(segment.callId) as Call, segment));
  }
  return segments;
}

/** The last segments of calls by the id of the call, without their texts, which would have to be unsealed. */
async function lastSegments(
  uow: UnitOfWork,
  calls: readonly { readonly row: Call }[],
): Promise<ReadonlyMap<string, CallSegment>> {
  const places = calls
    .filter(({ row }) => row.segments > 0)
    .map(({ row }) => [row.id, row.segments] as const);
  if (places.length === 0) return new Map();
  const rows = await CallSegment.query(uow.trx)
    .select('call_id', 'speaker', 'source', 'end_ms')
    .whereIn(['call_id', 'sequence'], places as unknown as (string | number)[]);
  return new Map(rows.map((row) => [row.callId, row]));
}

async function insertEvent(
  uow: UnitOfWork,
  callId: string,
  sequence: number,
  type: string,
  { kind, id, name }: CallActor,
  data: TimelineData,
): Promise<void> {
  await CallEvent.query(uow.trx).insert({
    id: v7(),
    callId,
    sequence,
    type,
    at: uow.now,
    actorKind: kind,
    actorId: id,
    actorName: name,
    data,
  });
}
