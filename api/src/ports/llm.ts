/** A value that JSON can hold and a JSON Schema describes. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** One question to one model. Answers are always JSON of `schema`; an adapter asks for it by its provider's native means. */
export interface ModelRequest {
  /** The provider's name of the model. */
  readonly model: string;
  /** Instructions. Never contains what a caller said: that is data and belongs to `messages`. */
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** An object schema (2020-12) whose properties are all required and which allows no others. */
  readonly schema: JsonSchema;
  /** A name of the schema, `[a-z_]{1,64}`: some providers want one. */
  readonly schemaName: string;
  readonly maxOutputTokens: number;
  /**
   * Stops the request: the provider sees its connection close. Where the reason is a TimeoutError, as that of
   * `AbortSignal.timeout()`, the failure is `timed_out`; where it is a ModelError, that one; else `cancelled`.
   */
  readonly signal: AbortSignal;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a stream yields: pieces of the answer's text, then exactly one `end`. A stream without an end has failed. */
export type ModelPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'end'; readonly usage: ModelUsage };

/** A whole answer. `text` is not yet parsed: whether it is valid JSON of the schema is checked by the caller. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: ModelUsage;
}

/** One provider, over its vendor's own client. */
export interface ModelProvider {
  /** The provider's name in the catalogue, such as `ollama`. */
  readonly name: string;
  /** @throws ModelError always and only. */
  answer(request: ModelRequest): Promise<ModelAnswer>;
  /** Iterating throws ModelError always and only. Leaving the loop early closes the connection. */
  stream(request: ModelRequest): AsyncIterable<ModelPart>;
  /** Loads what the first request would wait for otherwise, such as the vendor's client. Connects nowhere. */
  prepare?(): Promise<void>;
  /** Whether the provider can be reached and knows the model. @throws ModelError when not. */
  check(model: string, signal: AbortSignal): Promise<void>;
}

/**
 * Why a model gave no usable answer, and (decided once, here) whether asking the SAME model again soon can help, and
 * whether the failure counts against the model's health (opens its circuit breaker).
 */
export const MODEL_FAILURES = {
  /** No connection: refused, no such host, TLS. */
  unreachable: { retryable: true, unhealthy: true },
  /** The connection closed before the answer was complete, also a stream without its end. */
  connection_lost: { retryable: true, unhealthy: true },
  /** No answer within the time that the caller allows for this attempt. */
  timed_out: { retryable: true, unhealthy: true },
  /** 429: too many requests or tokens. Obey `retryAfterMs`. */
  rate_limited: { retryable: true, unhealthy: true },
  /** 503, 529: the provider has no capacity. Obey `retryAfterMs`. */
  overloaded: { retryable: true, unhealthy: true },
  /** Another 5xx. */
  provider_error: { retryable: true, unhealthy: true },
  /** The reply is not of the provider's protocol: HTML, cut JSON, an unknown shape. */
  bad_reply: { retryable: true, unhealthy: true },
  /** 401, 403: our credential. An operator must act. */
  unauthorised: { retryable: false, unhealthy: true },
  /** 402 or a quota that is used up. An operator must act. */
  quota_exhausted: { retryable: false, unhealthy: true },
  /** The provider does not have the model. An operator must act. */
  unknown_model: { retryable: false, unhealthy: true },
  /** Another 4xx: our request is wrong for this model. */
  rejected: { retryable: false, unhealthy: false },
  /** The input exceeds the context of the model. */
  too_long: { retryable: false, unhealthy: false },
  /** The model declines to answer (stop reason, content filter or refusal field). */
  refused: { retryable: false, unhealthy: false },
  /** The output limit was reached before the answer was complete. */
  cut_off: { retryable: false, unhealthy: false },
  /** A complete reply without text. */
  empty: { retryable: true, unhealthy: false },
  /** The text is not JSON. Set by the router. */
  invalid_json: { retryable: true, unhealthy: false },
  /** JSON outside the schema, or refused by the task's own check. Set by the router. */
  invalid_value: { retryable: true, unhealthy: false },
  /** We stopped the request: another model was first, or the budget ended. */
  cancelled: { retryable: false, unhealthy: false },
} as const satisfies Record<string, { retryable: boolean; unhealthy: boolean }>;

export type ModelFailure = keyof typeof MODEL_FAILURES;

/** The only error an adapter throws. Never carries what was asked or answered. */
export class ModelError extends Error {
  readonly failure: ModelFailure;
  readonly retryable: boolean;
  /** How long the provider asked us to wait. */
  readonly retryAfterMs: number | null;
  /** What the provider answered with, such as `429`, or what went wrong before it could, such as `ECONNRESET`; for logs. */
  readonly providerCode: string | null;
  /** Tokens that the failed attempt cost, where the provider said so. */
  readonly usage: ModelUsage | null;

  constructor(
    failure: ModelFailure,
    details: {
      readonly retryAfterMs?: number | null;
      readonly providerCode?: string | null;
      readonly usage?: ModelUsage | null;
    } = {},
  ) {
    super(
      `the model gave no usable answer: ${failure}${details.providerCode ? ` (${details.providerCode})` : ''}`,
    );
    this.name = 'ModelError';
    this.failure = failure;
    this.retryable = MODEL_FAILURES[failure].retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.providerCode = details.providerCode ?? null;
    this.usage = details.usage ?? null;
  }
}
