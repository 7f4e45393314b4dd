import { event } from '../../kernel/events/event.ts';
import type { DomainEvent } from '../../kernel/payload/event.ts';
import {
  code,
  count,
  type DataOf,
  flag,
  id,
  nullable,
  object,
  oneOf,
  optional,
} from '../../kernel/payload/shapes.ts';
import { CALL_CHANNELS, CALL_STATES, type CallTimelineType } from './engine/types.ts';
import type { Call, CallSegment } from './models.ts';

/** What every event of a call carries: ids, states and codes, never words, numbers or places. */
const common = {
  callId: id,
  state: oneOf(...CALL_STATES),
  channel: oneOf(...CALL_CHANNELS),
  training: flag,
  version: count,
  residentId: nullable(id),
  communityId: nullable(id),
  hospitalId: nullable(id),
  operatorId: nullable(id),
  urgency: nullable(count),
};
const commonShape = object(common);
/** `formerHospitalId`: the desk that had the call. */
const movedShape = object({ ...common, formerHospitalId: optional(nullable(id)) });

const example: DataOf<typeof commonShape> = {
  callId: '0193a5f0-7c1e-7000-8000-000000000041',
  state: 'waiting',
  channel: 'web',
  training: false,
  version: 1,
  residentId: '0193a5f0-7c1e-7000-8000-000000000004',
  communityId: '0193a5f0-7c1e-7000-8000-000000000001',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
  operatorId: null,
  urgency: null,
};
const answered = {
  ...example,
  state: 'active',
  version: 2,
  operatorId: '0193a5f0-7c1e-7000-8000-000000000003',
} as const;

export const CallReceived = event('call.received', {
  description: 'Somebody called for help; the call waits at a desk.',
  data: commonShape,
  example,
});
export const CallClaimed = event('call.claimed', {
  description: 'An operator took a call that waited.',
  data: commonShape,
  example: answered,
});
export const CallHeld = event('call.held', {
  description: 'The operator put the call on hold.',
  data: commonShape,
  example: { ...answered, state: 'held', version: 3 },
});
export const CallResumed = event('call.resumed', {
  description: 'The operator talks to the caller again.',
  data: commonShape,
  example: { ...answered, version: 4 },
});
export const CallTransferred = event('call.transferred', {
  description: 'The call was given to another operator or desk, where it waits.',
  data: movedShape,
  example: { ...example, version: 3, formerHospitalId: '0193a5f0-7c1e-7000-8000-000000000022' },
});
export const CallTakenOver = event('call.taken_over', {
  description: 'Another operator goes on with a call whose operator is gone.',
  data: commonShape,
  example: { ...answered, version: 3 },
});
export const CallOperatorGone = event('call.operator_gone', {
  description:
    'The operator of the call, or the one it rang to, can act no more: deactivated, moved, without the duty or signed out. It rings at the desk again.',
  data: commonShape,
  example: { ...example, version: 3 },
});
export const CallDeskChanged = event('call.desk_changed', {
  description: 'Nobody at the desk answered in time, or could; the next desk is asked.',
  data: movedShape,
  example: { ...example, hospitalId: null, version: 2, formerHospitalId: example.hospitalId },
});
export const CallCallerLeft = event('call.caller_left', {
  description: 'The caller hung up or was cut off. The call is abandoned when it waited, else it ended.',
  data: commonShape,
  example: { ...example, state: 'abandoned', version: 2 },
});
export const CallAlarmRepeated = event('call.alarm_repeated', {
  description: 'A device repeated its alarm while its call goes on.',
  data: commonShape,
  example: { ...example, channel: 'device', urgency: 2, version: 2 },
});
export const CallCallerReturned = event('call.caller_returned', {
  description: 'A caller who had left called again and waits on the same call.',
  data: commonShape,
  example: { ...example, version: 3 },
});
export const CallMissed = event('call.missed', {
  description: 'Nobody answered at any desk in time; somebody has to call back.',
  data: commonShape,
  example: { ...example, state: 'missed', version: 9 },
});
export const CallCalledBack = event('call.called_back', {
  description: 'An operator called back a caller who had not been answered.',
  data: commonShape,
  example: { ...answered, version: 3 },
});
export const CallEnded = event('call.ended', {
  description: 'The operator ended the conversation.',
  data: commonShape,
  example: { ...answered, state: 'ended', version: 5 },
});
export const CallWrappedUp = event('call.wrapped_up', {
  description: 'It was recorded what became of the call.',
  data: object({ ...common, disposition: code }),
  example: { ...answered, state: 'ended', version: 5, disposition: 'advised' },
});
export const CallWordsAdded = event('call.words_added', {
  description:
    'Words of a call were committed: spoken and transcribed, or typed. Read them in the transcript.',
  data: object({
    ...common,
    segmentId: id,
    sequence: count,
    speaker: oneOf('caller', 'operator'),
    source: oneOf('speech', 'typed'),
  }),
  example: {
    ...answered,
    segmentId: '0193a5f0-7c1e-7000-8000-000000000042',
    sequence: 1,
    speaker: 'caller',
    source: 'speech',
  },
});

export const CallUrgencyChanged = event('call.urgency_changed', {
  description: 'What was said, or a person, made the call more or less urgent.',
  data: commonShape,
  example: { ...answered, version: 3, urgency: 1 },
});

export const CallCorrected = event('call.corrected', {
  description: 'An operator corrected what is filled in: who needs help, where, or what to send.',
  data: commonShape,
  example: { ...answered, version: 3 },
});
export const CallLocated = event('call.located', {
  description: "The caller's device said where it is.",
  data: commonShape,
  example: { ...example, version: 2 },
});
export const CallDecided = event('call.decided', {
  description: 'The operator decided the urgency and what happens.',
  data: object({
    ...common,
    action: oneOf('dispatch', 'advise', 'refer', 'false_call'),
    assessedUrgency: nullable(count),
    bookingId: nullable(id),
  }),
  example: {
    ...answered,
    version: 4,
    urgency: 1,
    action: 'dispatch',
    assessedUrgency: 1,
    bookingId: '0193a5f0-7c1e-7000-8000-000000000005',
  },
});

/** Every change of who talks with whom. */
export const TALK_CHANGES = [
  CallClaimed,
  CallHeld,
  CallResumed,
  CallTransferred,
  CallTakenOver,
  CallOperatorGone,
  CallDeskChanged,
  CallCallerLeft,
  CallCallerReturned,
  CallMissed,
  CallCalledBack,
  CallEnded,
] as const;

/** Everything that changes what a call looks like in a list. */
export const CALL_CHANGES = [
  CallReceived,
  ...TALK_CHANGES,
  CallWrappedUp,
  CallUrgencyChanged,
  CallCorrected,
  CallLocated,
  CallDecided,
] as const;

export function aboutCall(row: Call): DataOf<typeof commonShape> {
  const { state, channel, training, version, residentId, communityId, hospitalId, operatorId, urgency } = row;
  return {
    callId: row.id,
    state,
    channel,
    training,
    version,
    residentId,
    communityId,
    hospitalId,
    operatorId,
    urgency,
  };
}

/** The event of an entry of the timeline. @param formerHospitalId the desk that had the call before. */
export function eventOf(type: CallTimelineType, row: Call, formerHospitalId: string | null): DomainEvent {
  const data = aboutCall(row);
  if (type === 'wrapped_up')
    return CallWrappedUp(row.id, { ...data, disposition: row.disposition ?? 'unknown' });
  if (type === 'transferred' || type === 'desk_changed')
    return EVENTS[type](row.id, { ...data, formerHospitalId });
  return EVENTS[type](row.id, data);
}

const EVENTS = {
  received: CallReceived,
  claimed: CallClaimed,
  held: CallHeld,
  resumed: CallResumed,
  transferred: CallTransferred,
  taken_over: CallTakenOver,
  operator_gone: CallOperatorGone,
  desk_changed: CallDeskChanged,
  caller_left: CallCallerLeft,
  caller_returned: CallCallerReturned,
  missed: CallMissed,
  called_back: CallCalledBack,
  ended: CallEnded,
} as const;

export function wordsAdded(row: Call, segment: CallSegment): DomainEvent {
  const { id: segmentId, sequence, speaker } = segment;
  const source = segment.source === 'speech' ? 'speech' : 'typed';
  return CallWordsAdded(row.id, { ...aboutCall(row), segmentId, sequence, speaker, source });
}
