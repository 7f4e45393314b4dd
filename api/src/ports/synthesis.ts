import type { Samples } from './speech.ts';

/** How a speaker sounds. */
export type VoiceKind = 'female' | 'male' | 'child';

export interface SpokenText {
  /** At most {@link MAX_SPOKEN_TEXT} characters. */
  readonly text: string;
  /** BCP 47, such as `en`, `hi` or `hi-Latn`. */
  readonly language: string;
  readonly voice: VoiceKind;
  /**
   * Stops the request. Where the reason is a TimeoutError, as that of `AbortSignal.timeout()`, the failure is `timed_out`;
   * else `cancelled`.
   */
  readonly signal: AbortSignal;
}

/** Speaks texts aloud. */
export interface Synthesiser {
  /** What logs call it. */
  readonly name: string;
  /** The languages it can speak; null where it speaks all that are asked for. */
  readonly languages: readonly string[] | null;
  /**
   * The text as sound, as engines of speech recognition take it: 16-bit samples, one channel, SPEECH_SAMPLE_RATE a second.
   * @throws SynthesisError always and only.
   */
  speak(request: SpokenText): Promise<Samples>;
}

/** A minute of speech. */
export const MAX_SPOKEN_TEXT = 1_000;

/** Why a text was not spoken, and whether asking again soon can help. */
export const SYNTHESIS_FAILURES = {
  /** No connection: refused, no such host, TLS; of a program, that it is not there or does not start. */
  unreachable: { retryable: true },
  /** The connection closed before the reply was complete. */
  connection_lost: { retryable: true },
  /** Nothing within the time that the caller allows. */
  timed_out: { retryable: true },
  /** 429: obey `retryAfterMs`. */
  rate_limited: { retryable: true },
  /** 503: no capacity. */
  overloaded: { retryable: true },
  /** Another 5xx; of a program, that it ended with an error. */
  synthesiser_error: { retryable: true },
  /** The reply is no audio that can be read, or has no sound. */
  bad_reply: { retryable: true },
  /** 401, 403: our credential. An operator must act. */
  unauthorised: { retryable: false },
  /** There is no such model or voice. An operator must act. */
  unknown_voice: { retryable: false },
  /** The language is none of those it speaks. */
  unspoken_language: { retryable: false },
  /** Another 4xx: our request is wrong for it. */
  rejected: { retryable: false },
  /** We stopped the request. */
  cancelled: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type SynthesisFailure = keyof typeof SYNTHESIS_FAILURES;

/** The only error an adapter throws. Never carries what was to be said. */
export class SynthesisError extends Error {
  readonly failure: SynthesisFailure;
  readonly retryable: boolean;
  /** How long we were asked to wait. */
  readonly retryAfterMs: number | null;
  /** What came in reply, such as `429`, or what went wrong before it could, such as `ECONNRESET`. */
  readonly code: string | null;

  constructor(
    failure: SynthesisFailure,
    details: { readonly retryAfterMs?: number | null; readonly code?: string | null } = {},
  ) {
    super(`the text was not spoken: ${failure}${details.code ? ` (${details.code})` : ''}`);
    this.name = 'SynthesisError';
    this.failure = failure;
    this.retryable = SYNTHESIS_FAILURES[failure].retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.code = details.code ?? null;
  }
}

/** The failure of a request that its signal stopped. */
export function stoppedSynthesis({ reason }: AbortSignal): SynthesisError {
  return new SynthesisError(
    reason instanceof Error && reason.name === 'TimeoutError' ? 'timed_out' : 'cancelled',
  );
}
