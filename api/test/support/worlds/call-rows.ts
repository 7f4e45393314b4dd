import { v7 } from 'uuid';
import type { CallState } from '../../../src/features/calls/engine/types.ts';
import { Call } from '../../../src/features/calls/models.ts';
import type { UnitOfWork } from '../../../src/kernel/db/unit/unit-of-work.ts';

export interface CallRow {
  readonly residentId: string | null;
  readonly communityId: string | null;
  readonly hospitalId: string | null;
  readonly state: CallState;
  readonly operatorId?: string | null;
  /** Of somebody without an account. */
  readonly visitorId?: string | undefined;
  readonly recording?: Call['recording'];
}

/** A call in any state, as the database stores it. @returns its id. */
export async function insertCall({ trx, now }: UnitOfWork, row: CallRow): Promise<string> {
  const { residentId, communityId, hospitalId, state, operatorId = null, visitorId, recording = 'off' } = row;
  const id = v7();
  const over = state === 'ended' || state === 'abandoned' || state === 'missed';
  await Call.query(trx).insert({
    id,
    state,
    channel: 'web',
    training: false,
    recording,
    residentId,
    communityId,
    originHospitalId: hospitalId,
    hospitalId,
    nextDesks: [],
    operatorId,
    operatorName: operatorId === null ? null : 'Operator',
    offeredToId: null,
    operatorSeenAt: operatorId === null ? null : now,
    createdByKind: visitorId === undefined ? 'system' : 'visitor',
    createdById: visitorId ?? null,
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
    language: 'en',
    callerPhone: null,
    location: null,
    locationSource: null,
    formerLocations: null,
    notes: null,
    disposition: null,
    waitingSince: now,
    ringUntil: state === 'waiting' ? new Date(now.getTime() + 3_600_000) : null,
    claimedAt: operatorId === null ? null : now,
    endedAt: over ? now : null,
    wrappedUpAt: null,
    segments: 0,
    events: 0,
    version: 1,
    createdAt: now,
  });
  return id;
}
