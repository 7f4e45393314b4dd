import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { ResolvedPlace } from '../../places/index.ts';
import { RING_MS } from '../engine/decide.ts';
import type { CallChannel } from '../engine/types.ts';
import { aboutCall, CallReceived } from '../events.ts';
import { RingTimeout } from '../jobs.ts';
import { Call } from '../models.ts';
import { type CallActor, recordEntry } from '../record/store.ts';
import { OPERATOR_SOURCES, type ValueSource } from '../record/types.ts';
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
  Partial<
    Pick<
      Call,
      'recording' | 'offeredToId' | 'placeId' | 'device' | 'deviceKey' | 'urgency' | 'assessedUrgency'
    >
  >;

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
      recording: 'off',
      placeId: null,
      device: null,
      deviceKey: null,
      urgency: null,
      assessedUrgency: null,
      operatorId: null,
      operatorName: null,
      offeredToId: null,
      operatorSeenAt: null,
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
      formerLocations: null,
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

/** Where a call comes from. */
export type Whereabouts = Pick<Call, 'placeId' | 'location' | 'locationSource'>;

/** Where help is needed: a code is printed at a fixed place, which a phone indoors does not know as well. */
export function whereOf(
  { channel, location }: Pick<NewCall, 'channel' | 'location'>,
  place: ResolvedPlace | null,
): Whereabouts {
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

/** Places that are kept of a caller who moves about. */
export const MAX_FORMER_LOCATIONS = 5;

/**
 * A caller who comes back from somewhere else is there now; where they were before is kept, since help may be on its way
 * there. What an operator found out stays first.
 */
export async function moveTo(
  uow: UnitOfWork,
  row: Call,
  { placeId, location, locationSource }: Whereabouts,
): Promise<Call> {
  if (location === null || locationSource === null || isDeepStrictEqual(location, row.location)) return row;
  const now = { source: locationSource, location };
  const before =
    row.location === null ? null : { source: row.locationSource ?? 'caller', location: row.location };
  const corrected = OPERATOR_SOURCES.includes(row.locationSource);
  const former = (row.formerLocations ?? []).filter((each) => !isDeepStrictEqual(each.location, location));
  const kept = corrected ? [now, ...former] : before === null ? former : [before, ...former];
  return updateOne(Call.query(uow.trx).findById(row.id), {
    ...(corrected ? {} : { location, locationSource }),
    ...(placeId === null ? {} : { placeId }),
    formerLocations: kept.slice(0, MAX_FORMER_LOCATIONS),
    version: row.version + 1,
  });
}
