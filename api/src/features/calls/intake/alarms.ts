import { createHash } from 'node:crypto';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { ResidentReference } from '../../organisations/index.ts';
import type { ResolvedDevice } from '../../places/index.ts';
import { planDesks } from '../desk/desks.ts';
import { decide, mayReturn } from '../engine/decide.ts';
import { aboutCall, CallAlarmRepeated, eventOf } from '../events.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallActor, factsOf, recordEntry, saveDecision } from '../record/store.ts';
import type { CallDevice } from '../record/types.ts';
import { START_URGENCY } from './device-rules.ts';
import { insertCall, moveTo, type StartingColumns, startCall, type Whereabouts, whereOf } from './start.ts';
import type { AlarmInput, ReceivedCall } from './types.ts';

/** What a test ends with. */
const TEST = 'test';

/**
 * Takes the alarm of a device, known or not. One that is repeated while its call goes on, or soon after it was left,
 * counts up on that call; a test is recorded as a call that has ended and rings nowhere.
 */
export async function receiveAlarm(
  uow: UnitOfWork,
  { organisations, places }: CallsNeeds,
  { actor, resident, own, preferred, place = null, input }: ReceivedCall,
  { id, kind, event, test = false }: AlarmInput,
): Promise<Call> {
  const registered = await places.device(uow, id, place?.communityId);
  const owner = resident ?? (await ownerOf(uow, organisations, registered));
  const communityId = registered?.communityId ?? place?.communityId ?? owner?.communityId ?? null;
  const deviceKey = `${communityId ?? own ?? 'platform'} ${id}`;
  if (!test) {
    await lockKeys(uow, [createHash('sha256').update(`alarm ${deviceKey}`).digest()]);
    const where = whereOf(input, input.location === undefined ? place : null);
    const repeated = await repeat(uow, actor, deviceKey, event ?? null, where);
    if (repeated !== null) return repeated;
  }
  const plan = await planDesks(organisations, { communityId, preferred });
  const device: CallDevice = { id, kind, event: event ?? null, test, alarms: 1 };
  const where =
    input.location === undefined && registered !== null && registered.place !== null
      ? {
          placeId: registered.place.placeId,
          location: registered.place.location,
          locationSource: 'device' as const,
        }
      : whereOf(input, input.location === undefined ? place : null);
  const columns = {
    channel: input.channel,
    training: false,
    residentId: owner?.id ?? null,
    communityId,
    originHospitalId: own ?? plan.desk,
    hospitalId: plan.desk,
    nextDesks: [...plan.nextDesks],
    language: input.language ?? owner?.language ?? 'en',
    callerPhone: input.callerPhone ?? null,
    ...where,
    placeId: where.placeId ?? place?.placeId ?? null,
    device,
  };
  if (test) return recordTest(uow, actor, columns);
  const urgency = START_URGENCY[kind];
  return startCall(uow, actor, { ...columns, deviceKey, urgency, assessedUrgency: urgency });
}

/** The call that the device raised a moment ago, with this alarm counted on it. */
async function repeat(
  uow: UnitOfWork,
  actor: CallActor,
  deviceKey: string,
  event: string | null,
  where: Whereabouts,
): Promise<Call | null> {
  const [earlier] = await Call.query(uow.trx)
    .where('device_key', deviceKey)
    .whereNull('wrapped_up_at')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate();
  if (earlier === undefined || !mayReturn(factsOf(earlier), uow.now)) return null;
  const decision = decide(factsOf(earlier), { type: 'return' }, null, uow.now);
  if (!decision.accepted) return null;
  const row = await moveTo(uow, await saveDecision(uow, earlier, decision, actor), where);
  const { device, version } = row;
  if (device === null) return row;
  const counted = await updateOne(Call.query(uow.trx).findById(row.id), {
    device: { ...device, event: event ?? device.event, alarms: device.alarms + 1 },
    version: version + 1,
  });
  await recordEntry(uow, counted, 'alarm_repeated', actor, { alarms: device.alarms + 1, event });
  uow.emit(CallAlarmRepeated(row.id, aboutCall(counted)));
  return counted;
}

async function recordTest(uow: UnitOfWork, actor: CallActor, columns: StartingColumns): Promise<Call> {
  const row = await insertCall(uow, actor, {
    ...columns,
    state: 'ended',
    ringUntil: null,
    endedAt: uow.now,
    wrappedUpAt: uow.now,
    disposition: TEST,
  });
  await recordEntry(uow, row, 'received', actor, { channel: row.channel, test: true });
  await recordEntry(uow, row, 'ended', actor, { disposition: TEST });
  await recordEntry(uow, row, 'wrapped_up', actor, { disposition: TEST });
  uow.emit(eventOf('ended', row, row.hospitalId));
  return row;
}

/** Whose device it is. A resident who moved out or was deactivated does not keep an alarm from being taken. */
async function ownerOf(
  uow: UnitOfWork,
  organisations: CallsNeeds['organisations'],
  device: ResolvedDevice | null,
): Promise<ResidentReference | null> {
  if (device === null || device.residentId === null) return null;
  try {
    return await organisations.residentOf(uow, device.residentId, { hold: true });
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
