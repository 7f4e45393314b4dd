/** Where a call is: see the picture in decide.ts. */
export const CALL_STATES = ['waiting', 'active', 'held', 'ended', 'abandoned', 'missed'] as const;
export type CallState = (typeof CALL_STATES)[number];

export const CALL_CHANNELS = ['web', 'phone', 'typed', 'device', 'training'] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

/** A desk: a hospital's, by its id, or the platform's. */
export type Desk = string | null;

/** What the state machine knows of a call. */
export interface CallFacts {
  readonly state: CallState;
  /** The desk that has the call. */
  readonly desk: Desk;
  /** Desks that are asked after this one, in order. When the last has been asked the first is asked again. */
  readonly nextDesks: readonly Desk[];
  readonly operatorId: string | null;
  /** The operator a transferred call is meant for, while it waits. */
  readonly offeredToId: string | null;
  readonly createdAt: Date;
  /** When the caller began to wait, for the last time. */
  readonly waitingSince: Date;
  /** When a call that waits moves to the next desk. */
  readonly ringUntil: Date | null;
  readonly claimedAt: Date | null;
  readonly endedAt: Date | null;
  readonly wrappedUpAt: Date | null;
  readonly disposition: string | null;
  readonly version: number;
}

export interface Operator {
  readonly id: string;
  /** The hospital of the operator; null for one of the platform, who may take the calls of every desk. */
  readonly desk: Desk;
}

export type CallCommand =
  | { readonly type: 'claim' }
  | { readonly type: 'hold' }
  | { readonly type: 'resume' }
  /** `back`: the desk that is asked when nobody there claims it. */
  | {
      readonly type: 'transfer';
      readonly desk: Desk;
      readonly operatorId: string | null;
      readonly back: Desk;
    }
  /** `forGone`: its operator is gone, so that another of the desk wraps up a call that has ended. */
  | { readonly type: 'end'; readonly disposition: string; readonly forGone?: boolean }
  /** Another operator goes on with a call whose operator cannot. */
  | { readonly type: 'take_over'; readonly allowed: boolean }
  /** An operator can act no more. `desks`: those that may have the call, in the order in which they are asked. */
  | {
      readonly type: 'operator_gone';
      readonly operatorId: string;
      readonly desks: readonly Desk[];
    }
  /** The operator calls a caller back who was not answered. */
  | { readonly type: 'call_back' }
  /** The caller leaves, or is cut off. */
  | { readonly type: 'leave' }
  /** A caller who left comes back. */
  | { readonly type: 'return' }
  /** The time at the desk is over. */
  | { readonly type: 'ring_timeout' };

/** An entry of the timeline. */
export const TIMELINE_TYPES = [
  'received',
  'claimed',
  'held',
  'resumed',
  'transferred',
  'taken_over',
  'operator_gone',
  'desk_changed',
  'caller_left',
  'caller_returned',
  'missed',
  'called_back',
  'ended',
  'wrapped_up',
] as const;
export type CallTimelineType = (typeof TIMELINE_TYPES)[number];

export type CallRejectionCode =
  | 'call_not_waiting'
  | 'illegal_call_transition'
  | 'not_call_operator'
  | 'not_at_desk'
  | 'operator_present'
  | 'nothing_due';

export interface CallAcceptance {
  readonly accepted: true;
  readonly next: CallFacts;
  /** What is recorded, in order; empty when the command changes nothing. */
  readonly timeline: readonly CallTimelineType[];
}

export interface CallRejection {
  readonly accepted: false;
  readonly code: CallRejectionCode;
  readonly state: CallState;
}
