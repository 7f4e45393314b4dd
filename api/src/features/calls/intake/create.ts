import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import type { ResidentReference } from '../../organisations/index.ts';
import { planDesks } from '../desk/desks.ts';
import { callActorOf } from '../desk/operators.ts';
import { decide, mayReturn, RING_MS } from '../engine/decide.ts';
import type { CallChannel } from '../engine/types.ts';
import { aboutCall, CallReceived } from '../events.ts';
import { RingTimeout } from '../jobs.ts';
import { Call, type Location } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallActor, factsOf, recordEntry, saveDecision } from '../record/store.ts';
import type { ValueSource } from '../record/types.ts';

export interface NewCall {
  readonly channel: CallChannel;
  readonly callerPhone?: string | undefined;
  readonly residentId?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly language?: string | undefined;
  readonly location?: Location | undefined;
}

/** Calls older than this are not looked at when a caller comes back, milliseconds. */
const RECENT_MS = 24 * 3_600_000;
/** Channels on which a caller comes back as themselves, by their account or number. */
const RETURNING: readonly CallChannel[] = ['web', 'typed', 'phone'];

/**
 * Takes a call: finds out who calls and from where, whether they were cut off a moment ago, and which desk rings.
 * @throws Problem `not_found` for a resident or hospital out of reach; `unprocessable` for a channel that the caller
 *   cannot use.
 */
export async function createCall(
  uow: UnitOfWork,
  deps: CallsNeeds,
  principal: Principal,
  input: NewCall,
): Promise<Call> {
  const { organisations } = deps;
  checkChannel(principal, input.channel);
  const actor = await callActorOf(uow, organisations, principal);
  const resident = await residentOf(uow, organisations, principal, input);
  if (input.hospitalId !== undefined) await organisations.hospitalOf(uow, input.hospitalId);
  const own = principal.kind === 'staff' || principal.kind === 'api_key' ? principal.hospitalId : null;
  return receiveCall(uow, deps, { actor, resident, own, preferred: input.hospitalId ?? own, input });
}

/** A call whose caller is known as far as they can be. */
export interface ReceivedCall {
  readonly actor: CallActor;
  readonly resident: ResidentReference | null;
  /** The hospital of the member of staff or key that reports the call, which continues to see it. */
  readonly own: string | null;
  /** The hospital whose desk is asked first. */
  readonly preferred: string | null;
  readonly input: NewCall;
}

/** Lets a call begin to wait, or a caller return to the call that they were cut off from. */
export async function receiveCall(
  uow: UnitOfWork,
  { organisations }: CallsNeeds,
  { actor, resident, own, preferred, input }: ReceivedCall,
): Promise<Call> {
  if (input.callerPhone !== undefined) await lockKeys(uow, [digestOf(input.callerPhone)]);
  const earlier = RETURNING.includes(input.channel) ? await earlierCall(uow, input, resident) : undefined;
  if (earlier !== undefined) {
    const decision = decide(factsOf(earlier), { type: 'return' }, null, uow.now);
    if (decision.accepted) return saveDecision(uow, earlier, decision, actor);
  }
  const communityId = resident?.communityId ?? null;
  const plan = await planDesks(organisations, { communityId, preferred });
  return startCall(uow, actor, {
    channel: input.channel,
    training: input.channel === 'training',
    residentId: resident?.id ?? null,
    communityId,
    originHospitalId: own ?? plan.desk,
    hospitalId: plan.desk,
    nextDesks: [...plan.nextDesks],
    language: input.language ?? resident?.language ?? 'en',
    callerPhone: input.callerPhone ?? null,
    location: input.location ?? null,
    locationSource: input.location === undefined ? null : sourceOf(input.channel),
  });
}

type StartingColumns = Pick<
  Call,
  | 'channel'
  | 'training'
  | 'residentId'
  | 'communityId'
  | 'originHospitalId'
  | 'hospitalId'
  | 'nextDesks'
  | 'language'
  | 'callerPhone'
  | 'location'
  | 'locationSource'
> &
  Partial<Pick<Call, 'offeredToId'>>;

/** Stores a call that begins to wait, with its timer. */
export async function startCall(uow: UnitOfWork, actor: CallActor, columns: StartingColumns): Promise<Call> {
  const ringUntil = new Date(uow.now.getTime() + RING_MS);
  const row = await Call.query(uow.trx)
    .insert({
      id: v7(),
      state: 'waiting',
      offeredToId: null,
      ...columns,
      operatorId: null,
      operatorName: null,
      createdByKind: actor.kind,
      createdById: actor.id,
      urgency: null,
      assessedUrgency: null,
      modelUrgency: null,
      lowerSince: null,
      lowerTo: null,
      assessedSegments: 0,
      decidedAt: null,
      alertedAt: null,
      residentCorrected: false,
      corrections: null,
      triageId: null,
      bookingId: null,
      notes: null,
      disposition: null,
      waitingSince: uow.now,
      ringUntil,
      claimedAt: null,
      endedAt: null,
      wrappedUpAt: null,
      segments: 0,
      events: 0,
      version: 1,
      createdAt: uow.now,
    })
    .returning('*');
  await recordEntry(uow, row, 'received', actor, { channel: row.channel });
  uow.emit(CallReceived(row.id, aboutCall(row)));
  uow.enqueue(RingTimeout.at(row.id, { callId: row.id }, ringUntil));
  return row;
}

/** Where the location of a new call comes from. */
const sourceOf = (channel: CallChannel): ValueSource =>
  channel === 'device' ? 'device' : channel === 'web' || channel === 'typed' ? 'browser' : 'caller';

function checkChannel(principal: Principal, channel: CallChannel): void {
  const detail =
    channel === 'training'
      ? 'Exercises are started as training runs.'
      : channel === 'device' && principal.kind !== 'api_key'
        ? 'Alarms of devices are sent with an API key.'
        : null;
  if (detail !== null)
    throw new Problem('unprocessable', { detail, errors: [{ pointer: '/channel', detail }] });
}

async function residentOf(
  uow: UnitOfWork,
  organisations: CallsNeeds['organisations'],
  principal: Principal,
  { residentId, callerPhone }: NewCall,
): Promise<ResidentReference | null> {
  const named = residentId ?? (principal.kind === 'resident' ? principal.id : undefined);
  if (named !== undefined) return organisations.residentOf(uow, named, { hold: true });
  if (callerPhone === undefined) return null;
  // In the caller's own scope: a number tells a hospital nothing about residents of communities it does not serve.
  const account = await organisations.residentByPhone(uow, callerPhone);
  return account === null ? null : organisations.residentOf(uow, account.id, { hold: true });
}

/** The call that this caller was cut off from, locked: of the same number where one is given, else of the resident. */
async function earlierCall(
  uow: UnitOfWork,
  { channel, callerPhone }: NewCall,
  resident: ResidentReference | null,
): Promise<Call | undefined> {
  if (callerPhone === undefined && resident === null) return undefined;
  const query = Call.query(uow.trx)
    .where('training', false)
    .whereNull('wrapped_up_at')
    .where('created_at', '>', new Date(uow.now.getTime() - RECENT_MS))
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate();
  if (callerPhone !== undefined) query.whereIn(...foundBy(Call, 'caller_phone', [callerPhone]));
  else
    query
      .where('resident_id', resident?.id ?? null)
      .whereIn('channel', channel === 'phone' ? ['phone'] : ['web', 'typed']);
  const [row] = await query;
  return row !== undefined && mayReturn(factsOf(row), uow.now) ? row : undefined;
}

const digestOf = (phone: string): Buffer => createHash('sha256').update(`call ${phone}`).digest();
