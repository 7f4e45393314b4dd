/*
 * A gateway between the telephone network and the service. It announces an incoming call by a signed webhook, which is
 * answered with a document of the gateway's own; then it opens a WebSocket and sends the audio of the call. Calls are
 * placed and ended through the gateway's API.
 */

/** Audio as every gateway sends it: ITU-T G.711 mu-law, one byte a sample. */
export const TELEPHONE_AUDIO = { encoding: 'mulaw', sampleRate: 8_000 } as const;

/** A webhook as it arrived, for the check of its signature. */
export interface GatewayRequest {
  /** The public address that the gateway called, with its query: what proxies made of it was not signed. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** A field that is repeated is a list. Null for the handshake of a WebSocket, which has no body. */
  readonly form: Readonly<Record<string, string | readonly string[]>> | null;
}

/** A call as the gateway knows it. */
export const GATEWAY_CALL_STATES = [
  'ringing',
  'answered',
  'completed',
  'busy',
  'no_answer',
  'cancelled',
  'failed',
] as const;
export type GatewayCallState = (typeof GATEWAY_CALL_STATES)[number];

/** Whether nobody is on the line any more. */
export function hasEnded(state: GatewayCallState): boolean {
  return state !== 'ringing' && state !== 'answered';
}

/** What a webhook says about a call. */
export interface CallNotice {
  readonly providerCallId: string;
  /** `out`: a call that the service placed. */
  readonly direction: 'in' | 'out';
  readonly state: GatewayCallState;
  /** E.164; null where the caller withholds it. */
  readonly from: string | null;
  /** The number that was dialled, E.164; null where it is no telephone number, such as a SIP address. */
  readonly to: string | null;
  /** What became of the other number, after a {@link CallAnswer} that forwarded the call; null before. */
  readonly forwarded: 'completed' | 'unanswered' | null;
}

/** A sentence that the gateway speaks. */
export interface Announcement {
  readonly text: string;
  /** ISO 639-1. */
  readonly language: string;
}

/** Who speaks on a track. */
export type Track = 'caller' | 'operator';

/** What the gateway does with a call. The announcements come first. */
export type CallAnswer =
  | {
      /** Streams the audio of the call to a WebSocket of ours. */
      readonly kind: 'connect';
      readonly announce: readonly Announcement[];
      /** `wss://…`, without a query: gateways do not send one. */
      readonly streamUrl: string;
      /** Returned by the stream when it starts. */
      readonly parameters: Readonly<Record<string, string>>;
      /** Asked what to do next when the stream has ended and the caller is still there. */
      readonly continueUrl: string;
      /**
       * Rings this number and connects it with the caller; the stream then has both tracks. Null: the stream has the caller
       * alone.
       */
      readonly desk: string | null;
    }
  /** Connects the caller with another number. A stream that was started with a desk goes on. */
  | {
      readonly kind: 'forward';
      readonly announce: readonly Announcement[];
      readonly number: string;
      /** Asked what to do next when the other has hung up or not answered. Null: the call ends then. */
      readonly continueUrl: string | null;
    }
  | { readonly kind: 'hang_up'; readonly announce: readonly Announcement[] }
  /** Does not take the call: nothing is charged and the caller hears the tone. */
  | { readonly kind: 'reject'; readonly busy: boolean };

/** The body of the reply to a webhook. */
export interface GatewayDocument {
  readonly mediaType: string;
  readonly text: string;
}

/** What a stream says, in the order in which it said it. */
export type StreamEvent =
  | {
      readonly kind: 'started';
      readonly providerCallId: string;
      readonly streamId: string;
      readonly tracks: readonly Track[];
      readonly parameters: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'audio';
      readonly track: Track;
      /** From 1, without gaps where none is reported. */
      readonly sequence: number;
      /** Milliseconds since the stream began. */
      readonly timestampMs: number;
      /** As {@link TELEPHONE_AUDIO} says. */
      readonly bytes: Uint8Array;
    }
  /** Frames of a track never arrived, before the frame that follows. */
  | { readonly kind: 'gap'; readonly track: Track; readonly frames: number }
  /** What was played up to {@link StreamCodec.mark} has been heard. */
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'stopped' };

/** Reads and writes the messages of one stream. Keeps its place in the sequence and touches no network. */
export interface StreamCodec {
  /**
   * Repeated messages and kinds of message that are not known give nothing.
   * @throws TelephonyError `bad_message`: the sender is not the gateway, or is broken; close the connection.
   */
  read(message: string | Uint8Array): readonly StreamEvent[];
  /** A message that plays audio to the caller. */
  audio(bytes: Uint8Array): string;
  /** A message that is returned as a `mark` when the audio before it has been played. */
  mark(name: string): string;
  /** A message that drops audio that has not been played yet. */
  clear(): string;
}

export interface OutgoingCall {
  /** E.164. */
  readonly to: string;
  /** Asked for the {@link CallAnswer} when somebody picks up. */
  readonly answerUrl: string;
  /** Told when the call has ended. */
  readonly statusUrl: string;
  /** How long it rings, seconds. */
  readonly ringSeconds: number;
}

export interface TelephonyGateway {
  /** Names the gateway in the paths of its webhooks. */
  readonly name: string;
  /** Whether a request claims to be signed by the gateway. */
  signs(headers: GatewayRequest['headers']): boolean;
  /** Whether the request was signed by the gateway with our account's secret. Never throws. */
  authentic(request: GatewayRequest): boolean;
  /** @throws TelephonyError `bad_message` where the form is not about a call. */
  notice(form: Readonly<Record<string, string>>): CallNotice;
  document(answer: CallAnswer): GatewayDocument;
  /** For one stream. */
  stream(): StreamCodec;
  /** @throws TelephonyError */
  call(order: OutgoingCall): Promise<{ readonly providerCallId: string }>;
  /** Ends a call; one that has ended stays so. @throws TelephonyError */
  hangUp(providerCallId: string): Promise<void>;
}

/** Why a gateway did not do what was asked, and (decided once, here) whether trying again can help. */
export const TELEPHONY_FAILURES = {
  /** The gateway reports that the number cannot be called. */
  invalid_number: { retryable: false },
  /** The gateway refuses this call, such as one to a country that the account may not call. */
  rejected: { retryable: false },
  /** Our own credential or configuration is wrong: an operator must act, then it may be tried again. */
  misconfigured: { retryable: false },
  rate_limited: { retryable: true },
  /** No answer, a timeout or a 5xx: the call may even have been placed. */
  unavailable: { retryable: true },
  /** What arrived is not of the gateway's protocol. */
  bad_message: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type TelephonyFailure = keyof typeof TELEPHONY_FAILURES;

/** The only error an adapter throws. Never carries a number or what was said. */
export class TelephonyError extends Error {
  readonly failure: TelephonyFailure;
  readonly retryable: boolean;
  /** What the gateway answered with, e.g. `21211`, or the rule that a message broke, e.g. `bad_base64`; for the log. */
  readonly code: string | null;

  constructor(failure: TelephonyFailure, code: string | null = null) {
    super(`the telephone gateway: ${failure}${code === null ? '' : ` (${code})`}`);
    this.name = 'TelephonyError';
    this.failure = failure;
    this.retryable = TELEPHONY_FAILURES[failure].retryable;
    this.code = code;
  }
}
