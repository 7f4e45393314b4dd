/** Messages of the realtime namespace `/calls`; openapi/realtime/calls.yaml describes the same, and a test compares them. */
import type { components } from '../generated/types.ts';

type Schemas = components['schemas'];

export type CallSide = 'caller' | 'operator' | 'listener';
/** Why words are missing or late; null: they are not, or not any more. */
export type CallDegradation = 'speech_off' | 'speech_slow' | 'speech_down' | null;

/** Words of one side. */
export interface CallWords {
  readonly callId: string;
  readonly speaker: Schemas['CallSpeaker'];
  /** Words that never change, each of them once and in order. */
  readonly committed: readonly Schemas['CallSegment'][];
  /** Words that may still change; they replace those before them on the same side. For staff only. */
  readonly tentative: string;
}

export interface CallTriage {
  readonly callId: string;
  readonly triage: Schemas['Triage'];
}

export interface CallPrefillChange {
  readonly callId: string;
  readonly booking: Schemas['CallPrefill'];
}

/** A call changed. Contains ids only: fetch the call for details. */
export interface CallChange {
  readonly eventId: string;
  /** What happened, such as `call.claimed`. */
  readonly type: string;
  readonly callId: string;
  readonly state: Schemas['CallState'];
  readonly version: number;
  readonly urgency: Schemas['Urgency'] | null;
  readonly at: string;
}

export interface CallDegraded {
  readonly callId: string;
  readonly speaker: Schemas['CallSpeaker'];
  readonly what: CallDegradation;
}

/** Whom one hears, and whether one is heard. */
export interface CallHearing {
  readonly callId: string;
  readonly hears: readonly Schemas['CallSpeaker'][];
  /** Whether anyone listens to the side on which one speaks. */
  readonly heard: boolean;
}

/** What comes with a piece of audio, whose bytes are mu-law at 16,000 samples a second. */
export interface CallSound {
  readonly callId: string;
  readonly speaker: Schemas['CallSpeaker'];
  /** When it was said, on the time axis of the transcript. */
  readonly startMs: number;
  /** How long ago it was said when the service got it. */
  readonly ageMs: number;
  readonly encoding: 'mulaw';
  readonly sampleRate: 16_000;
}

/** The events the service sends. */
export interface CallEvents {
  transcript: CallWords;
  triage: CallTriage;
  prefill: CallPrefillChange;
  call: CallChange;
  degraded: CallDegraded;
  hears: CallHearing;
  sound: CallSound;
}

/** The reply to joining a call. */
export interface CallJoined {
  readonly callId: string;
  readonly side: CallSide;
  /** The frame to send next; null for listeners, calls that are over, and operators who speak by a telephone at the desk. */
  readonly nextSeq: number | null;
  /** For operators: whether they talk by a telephone at the desk. The caller hears that, and no other connection. */
  readonly deskTelephone: boolean;
  readonly degraded: CallDegradation;
  readonly state: Schemas['CallState'];
  readonly version: number;
  /** The number of the last words of the transcript. */
  readonly sequence: number;
}

/** Requests of the client. */
export const CALL_REQUESTS = [
  'join',
  'audio',
  'finish',
  'leave',
  'listen',
  'unlisten',
  'watch',
  'unwatch',
] as const;
export const CALL_EVENTS = [
  'transcript',
  'triage',
  'prefill',
  'call',
  'degraded',
  'hears',
  'sound',
] as const satisfies (keyof CallEvents)[];
