import { createHash } from 'node:crypto';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import type { ResidentReference } from '../../organisations/index.ts';
import type { ResolvedPlace } from '../../places/index.ts';
import { planDesks } from '../desk/desks.ts';
import { callActorOf } from '../desk/operators.ts';
import { decide, mayReturn } from '../engine/decide.ts';
import type { CallChannel } from '../engine/types.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { factsOf, saveDecision } from '../record/store.ts';
import { recordingOf } from '../recording/law.ts';
import { receiveAlarm } from './alarms.ts';
import { moveTo, startCall, whereOf } from './start.ts';
import type { NewCall, ReceivedCall } from './types.ts';

export { startCall } from './start.ts';
export type { NewCall, ReceivedCall } from './types.ts';

/** Calls older than this are not looked at when a caller comes back, milliseconds. */
const RECENT_MS = 24 * 3_600_000;
/** Channels on which a caller comes back as themselves, by their account or number. */
const RETURNING: readonly CallChannel[] = ['web', 'typed', 'phone'];

/**
 * Takes a call: finds out who calls and from where, whether they were cut off a moment ago, and which desk rings.
 * @throws Problem `not_found` for a resident or hospital out of reach; `unprocessable` for a channel that the caller
 *   cannot use, and for a place code that is not valid.
 */
export async function createCall(
  uow: UnitOfWork,
  deps: CallsNeeds,
  principal: Principal,
  input: NewCall,
): Promise<Call> {
  const { organisations } = deps;
  checkChannel(principal, input);
  const actor = await callActorOf(uow, organisations, principal);
  const resident = await residentOf(uow, organisations, principal, input);
  if (input.hospitalId !== undefined) await organisations.hospitalOf(uow, input.hospitalId);
  const own = principal.kind === 'staff' || principal.kind === 'api_key' ? principal.hospitalId : null;
  const place = await placeOf(uow, deps, input.placeCode);
  const preferred = input.hospitalId ?? own;
  const received = { actor, resident, own, preferred, place, input };
  return input.device === undefined
    ? receiveCall(uow, deps, received)
    : receiveAlarm(uow, deps, received, input.device);
}

/** Lets a call begin to wait, or a caller return to the call that they were cut off from. */
export async function receiveCall(
  uow: UnitOfWork,
  deps: CallsNeeds,
  { actor, resident, own, preferred, place = null, input }: ReceivedCall,
): Promise<Call> {
  // Two attempts of one caller at the same time are one call.
  const caller = input.callerPhone ?? resident?.id;
  if (caller !== undefined) await lockKeys(uow, [digestOf(caller)]);
  const earlier = RETURNING.includes(input.channel) ? await earlierCall(uow, input, resident) : undefined;
  if (earlier !== undefined) {
    const decision = decide(factsOf(earlier), { type: 'return' }, null, uow.now);
    if (decision.accepted) {
      const returned = await saveDecision(uow, earlier, decision, actor);
      return moveTo(uow, returned, whereOf(input, place));
    }
  }
  const communityId = place?.communityId ?? resident?.communityId ?? null;
  const plan = await planDesks(deps.organisations, { communityId, preferred });
  return startCall(uow, actor, {
    channel: input.channel,
    training: input.channel === 'training',
    recording: await recordingOf(deps, input.channel),
    residentId: resident?.id ?? null,
    communityId,
    originHospitalId: own ?? plan.desk,
    hospitalId: plan.desk,
    nextDesks: [...plan.nextDesks],
    language: input.language ?? resident?.language ?? 'en',
    callerPhone: input.callerPhone ?? null,
    ...whereOf(input, place),
  });
}

function checkChannel(principal: Principal, { channel, device }: NewCall): void {
  if (device !== undefined && channel !== 'device') {
    const detail = 'Devices call on the channel `device`.';
    throw new Problem('unprocessable', { detail, errors: [{ pointer: '/device', detail }] });
  }
  const detail =
    channel === 'training'
      ? 'Exercises are started as training runs.'
      : channel === 'device' && principal.kind !== 'api_key'
        ? 'Alarms of devices are sent with an API key.'
        : null;
  if (detail !== null)
    throw new Problem('unprocessable', { detail, errors: [{ pointer: '/channel', detail }] });
}

/** @throws Problem `unprocessable` for a code that is not valid. */
export async function placeOf(
  uow: UnitOfWork,
  { places }: Pick<CallsNeeds, 'places'>,
  code: string | undefined,
): Promise<ResolvedPlace | null> {
  if (code === undefined) return null;
  const place = await places.resolve(uow, code);
  if (place !== null) return place;
  const detail =
    'This code is not valid, or was replaced: check what is printed, or call without the code and say where you are.';
  throw new Problem('unprocessable', { detail, errors: [{ pointer: '/placeCode', detail }] });
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

/** @param caller number or id. */
const digestOf = (caller: string): Buffer => createHash('sha256').update(`call ${caller}`).digest();
