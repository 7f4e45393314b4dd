import { job } from '../../kernel/jobs/job.ts';
import { count, id, object, oneOf } from '../../kernel/payload/shapes.ts';

/** Moves a call that nobody claimed to the next desk. One pending per call: a later time replaces it. */
export const RingTimeout = job('call-ring-timeout', object({ callId: id }));

/** The caller's connection was lost: they have left unless they come back. `epoch`: the opening of their side that ended. */
export const CallerAbsent = job('call-caller-absent', object({ callId: id, epoch: count }));

/** The urgency of a call falls unless something as urgent was said meanwhile. One pending per call. */
export const UrgencyFalls = job('call-urgency-falls', object({ callId: id }));

/** What was heard of a side when its call ended, and still had no words, is missing unless its process stores them. */
export const AudioUnheard = job(
  'call-audio-unheard',
  object({ callId: id, speaker: oneOf('caller', 'operator'), epoch: count, untilMs: count }),
);
