import type { GeolocationFailure } from './geolocation.ts';
import type { Call, CallSegment } from './wire.ts';

/**
 * Where a call is, as its caller sees it. `calling` it is not yet known to the desk · `ringing` no one has answered ·
 * `transferred` it was answered and waits for a colleague, or for the same operator after the caller was cut off ·
 * `unanswered` no one answered in time; the desk calls back · `left` the caller left before anyone answered.
 */
export type CallStage =
  | 'calling'
  | 'ringing'
  | 'answered'
  | 'held'
  | 'transferred'
  | 'ended'
  | 'unanswered'
  | 'left';

/** Whether the microphone is heard. `waiting` the browser asks the person · `quiet` it is on, and no voice was heard yet. */
export type MicrophoneState =
  | 'off'
  | 'waiting'
  | 'quiet'
  | 'heard'
  | 'muted'
  | 'refused'
  | 'missing'
  | 'failed';

/**
 * Whether the desk knows where the caller's device is. `asking` the person reads why first · `locating` the device
 * looks, or its answer is on the way · `sent` the desk has it · `kept` the person says it themselves · the others say why not.
 */
export type WhereaboutsState = 'unknown' | 'asking' | 'locating' | 'sent' | 'kept' | GeolocationFailure;

/** What the caller typed and the desk does not have yet. */
export interface UnsentWords {
  /** Repeats carry the same key: the desk gets the words once. */
  readonly key: string;
  readonly text: string;
}

/** As long as the contract lets words be. */
export const MAX_MESSAGE = 2000;

export function stageOf(call: Pick<Call, 'state' | 'claimedAt'> | null): CallStage {
  switch (call?.state) {
    case undefined:
      return 'calling';
    case 'waiting':
      return call?.claimedAt == null ? 'ringing' : 'transferred';
    case 'active':
      return 'answered';
    case 'held':
      return 'held';
    case 'missed':
      return 'unanswered';
    case 'abandoned':
      return 'left';
    default:
      return 'ended';
  }
}

/** Whether the call goes on. */
export const isOpen = (stage: CallStage): boolean =>
  stage === 'calling' ||
  stage === 'ringing' ||
  stage === 'answered' ||
  stage === 'held' ||
  stage === 'transferred';

/** Whether the caller may still write: also to a desk that will call back. */
export const mayWrite = (stage: CallStage): boolean => isOpen(stage) || stage === 'unanswered';

/** Whether the microphone is open. */
export const isListening = (state: MicrophoneState): boolean => state === 'quiet' || state === 'heard';

/** Whether the desk cannot hear the caller though they wanted to speak. */
export const isBroken = (state: MicrophoneState): boolean =>
  state === 'refused' || state === 'missing' || state === 'failed';

/** What belongs together for who reads it: speech is understood a few words at a time, and a sentence is many of those. */
export function utterances(
  segments: readonly CallSegment[],
): readonly (readonly [CallSegment, ...CallSegment[]])[] {
  const all: [CallSegment, ...CallSegment[]][] = [];
  for (const segment of segments) {
    const said = all.at(-1);
    if (said === undefined || segment.startsSentence) all.push([segment]);
    else said.push(segment);
  }
  return all;
}
