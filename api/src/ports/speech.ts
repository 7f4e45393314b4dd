/** Audio as every engine gets it: 16-bit samples, one channel, at {@link SPEECH_SAMPLE_RATE}. */
export type Samples = Int16Array;

/** Samples per second of audio that is given to an engine: what Whisper models are trained on. */
export const SPEECH_SAMPLE_RATE = 16_000;

export interface TranscriptionRequest {
  readonly samples: Samples;
  /** The language that is spoken (ISO 639-1), or null for the engine to find out. */
  readonly language: string | null;
  /** What was said just before, in the words that were committed; empty without any. */
  readonly prompt: string;
  /**
   * Stops the request: the engine sees its connection close. Where the reason is a TimeoutError, as that of
   * `AbortSignal.timeout()`, the failure is `timed_out`; else `cancelled`.
   */
  readonly signal: AbortSignal;
}

/** Times are milliseconds from the beginning of the samples. */
export interface TranscribedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1; null where the engine does not say. */
  readonly probability: number | null;
}

export interface TranscribedSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Null where the engine gives no times of words. */
  readonly words: readonly TranscribedWord[] | null;
  /** Mean natural logarithm of the probabilities of the tokens; null where the engine does not say. */
  readonly averageLogProbability: number | null;
  /** The engine's own estimate that nobody speaks, 0 to 1; null where it does not say. */
  readonly noSpeechProbability: number | null;
}

export interface Transcription {
  /** ISO 639-1; null where the engine does not say. */
  readonly language: string | null;
  readonly segments: readonly TranscribedSegment[];
}

/** One engine with one model. Transcribes whole pieces of audio; streaming is ours (`api/src/speech`). */
export interface SpeechEngine {
  /** What logs and pages call the engine, such as `openai` or `whisper_cpp`. */
  readonly name: string;
  readonly model: string;
  /** @throws SpeechError always and only. */
  transcribe(request: TranscriptionRequest): Promise<Transcription>;
  /** Whether the engine can be reached and its model answers. @throws SpeechError when not. */
  check(signal: AbortSignal): Promise<void>;
}

/** Why an engine gave no transcription, and whether asking it again soon can help. */
export const SPEECH_FAILURES = {
  /** No connection: refused, no such host, TLS. */
  unreachable: { retryable: true },
  /** The connection closed before the reply was complete. */
  connection_lost: { retryable: true },
  /** No reply within the time that the caller allows. */
  timed_out: { retryable: true },
  /** 429: obey `retryAfterMs`. */
  rate_limited: { retryable: true },
  /** 503: the engine has no capacity. */
  overloaded: { retryable: true },
  /** Another 5xx. */
  engine_error: { retryable: true },
  /** The reply is not of the protocol: HTML, cut JSON, times that run backwards. */
  bad_reply: { retryable: true },
  /** 401, 403: our credential. An operator must act. */
  unauthorised: { retryable: false },
  /** The engine does not have the model. An operator must act. */
  unknown_model: { retryable: false },
  /** Another 4xx: our request is wrong for this engine. */
  rejected: { retryable: false },
  /** We stopped the request. */
  cancelled: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type SpeechFailure = keyof typeof SPEECH_FAILURES;

/** The only error an adapter throws. Never carries what was said. */
export class SpeechError extends Error {
  readonly failure: SpeechFailure;
  readonly retryable: boolean;
  /** How long the engine asked us to wait. */
  readonly retryAfterMs: number | null;
  /** What the engine answered with, such as `429`, or what went wrong before it could, such as `ECONNRESET`. */
  readonly engineCode: string | null;

  constructor(
    failure: SpeechFailure,
    details: { readonly retryAfterMs?: number | null; readonly engineCode?: string | null } = {},
  ) {
    super(
      `the speech engine gave no transcription: ${failure}${details.engineCode ? ` (${details.engineCode})` : ''}`,
    );
    this.name = 'SpeechError';
    this.failure = failure;
    this.retryable = SPEECH_FAILURES[failure].retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.engineCode = details.engineCode ?? null;
  }
}
