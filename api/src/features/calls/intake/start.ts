import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { ResolvedPlace } from '../../places/index.ts';
import { RING_MS } from '../engine/decide.ts';
import type { CallChannel } from '../engine/types.ts';
import { aboutCall, CallReceived } from '../events.ts';
import { RingTimeout } from '../jobs.ts';
import { Call } from '../models.ts';
import { type CallActor, recordEntry } from '../record/store.ts';
import type { ValueSource } from '../record/types.ts';
import type { NewCall } from './types.ts';

export type StartingColumns = Pick<
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
  Partial<Pick<Call, 'offeredToId' | 'placeId' | 'device' | 'deviceKey' | 'urgency' | 'assessedUrgency'>>;

/** Stores a call that begins to wait, with its timer. */
export async function startCall(uow: UnitOfWork, actor: CallActor, columns: StartingColumns): Promise<Call> {
  const ringUntil = new Date(uow.now.getTime() + RING_MS);
  const row = await insertCall(uow, actor, { ...columns, state: 'waiting', ringUntil });
  await recordEntry(uow, row, 'received', actor, { channel: row.channel });
  uow.emit(CallReceived(row.id, aboutCall(row)));
  uow.enqueue(RingTimeout.at(row.id, { callId: row.id }, ringUntil));
  return row;
}

/** Stores a new call in the state given, with no entry, event or timer. */
export function insertCall(
  uow: UnitOfWork,
  actor: CallActor,
  columns: StartingColumns & Pick<Call, 'state' | 'ringUntil'> & Partial<Call>,
): PromiseLike<Call> {
  return Call.query(uow.trx)
    .insert({
      id: v7(),
      placeId: null,
      device: null,
      deviceKey: null,
      urgency: null,
      assessedUrgency: null,
      operatorId: null,
      operatorName: null,
      offeredToId: null,
      createdByKind: actor.kind,
      createdById: actor.id,
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
      claimedAt: null,
      endedAt: null,
      wrappedUpAt: null,
      segments: 0,
      events: 0,
      version: 1,
      createdAt: uow.now,
      ...columns,
    })
    .returning('*');
}

/** Where help is needed: a code is printed at a fixed place, which a phone indoors does not know as well. */
export function whereOf(
  { channel, location }: Pick<NewCall, 'channel' | 'location'>,
  place: ResolvedPlace | null,
): Pick<Call, 'placeId' | 'location' | 'locationSource'> {
  if (place !== null) return { placeId: place.placeId, location: place.location, locationSource: 'place' };
  return {
    placeId: null,
    location: location ?? null,
    locationSource: location === undefined ? null : sourceOf(channel),
  };
}

/** Where the location of a new call comes from. */
const sourceOf = (channel: CallChannel): ValueSource =>
  channel === 'device' ? 'device' : channel === 'web' || channel === 'typed' ? 'browser' : 'caller';
