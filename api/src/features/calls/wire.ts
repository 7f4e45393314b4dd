import type { components } from '@kiwimesh/openapi/types';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { CallFigures } from './figures/read.ts';
import type { Call, CallEvent, CallSegment } from './models.ts';

type Schemas = components['schemas'];

export function callOut(row: Call): Schemas['Call'] {
  const { operatorId, operatorName } = row;
  return {
    id: row.id,
    state: row.state,
    channel: row.channel,
    training: row.training,
    recording: { state: recordingStateOf(row) },
    residentId: row.residentId,
    communityId: row.communityId,
    hospitalId: row.hospitalId,
    operator: operatorId === null ? null : { id: operatorId, name: operatorName ?? '' },
    offeredTo: row.offeredToId,
    urgency: row.urgency,
    triageId: row.triageId,
    bookingId: row.bookingId,
    language: row.language,
    callerPhone: row.callerPhone,
    location: row.location,
    locationSource: row.locationSource,
    placeId: row.placeId,
    device: row.device,
    disposition: row.disposition,
    notes: row.notes,
    ringUntil: row.ringUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    wrappedUpAt: row.wrappedUpAt?.toISOString() ?? null,
    version: row.version,
  };
}

export function figuresOut(figures: CallFigures): Schemas['CallFigures'] {
  const { now } = figures;
  return {
    ...figures,
    at: figures.at.toISOString(),
    from: figures.from.toISOString(),
    now: { ...now, longestWaitSince: now.longestWaitSince?.toISOString() ?? null },
    operators: figures.operators.map((operator) => ({
      ...operator,
      since: operator.since?.toISOString() ?? null,
    })),
    urgencies: [...figures.urgencies],
    stages: [...figures.stages],
  };
}

/** As callers and operators see it: once a call is over nothing is recorded any more. */
export function recordingStateOf({ recording, endedAt }: Call): Schemas['CallRecordingState'] {
  if (endedAt === null) return recording;
  return recording === 'recording' ? 'recorded' : recording === 'announced' ? 'off' : recording;
}

/** For its caller without what operators noted for each other. */
export function callFor(principal: Principal, row: Call): Schemas['Call'] {
  if (principal.kind === 'visitor') return visitorsCall(row);
  return principal.kind === 'resident' ? { ...callOut(row), notes: null } : callOut(row);
}

/** For somebody who is not known, without who it is about, whatever the operator found out. */
export function visitorsCall(row: Call): Schemas['Call'] {
  const own = row.locationSource === 'place' || row.locationSource === 'browser';
  return {
    ...callOut(row),
    residentId: null,
    triageId: null,
    bookingId: null,
    callerPhone: null,
    ...(own ? {} : { location: null, locationSource: null }),
    notes: null,
  };
}

export function segmentOut(row: CallSegment): Schemas['CallSegment'] {
  const { id, sequence, text, speaker, source, language, startMs, endMs, startsSentence } = row;
  return { id, sequence, text, speaker, source, language, startMs, endMs, startsSentence };
}

export function callEventOut(row: CallEvent): Schemas['CallEvent'] {
  const { id, sequence, type, data } = row;
  const actor = { kind: row.actorKind, id: row.actorId, name: row.actorName };
  return { id, sequence, type, at: row.at.toISOString(), actor, data: { ...data } };
}
