import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { type ModelAnswer, ModelError, type ModelFailure, type ModelUsage } from '../../../ports/llm.ts';
import {
  codeOf,
  count,
  failed,
  failureOfStatus,
  isObject,
  longest,
  objectOf,
  TOO_LONG,
} from '../failures.ts';

/** Codes and types of error objects that mean more than their status. */
const FAILURES: Readonly<Record<string, ModelFailure>> = {
  context_length_exceeded: 'too_long',
  exceed_context_size_error: 'too_long',
  string_above_max_length: 'too_long',
  content_filter: 'refused',
  content_policy_violation: 'refused',
  insufficient_quota: 'quota_exhausted',
  billing_hard_limit_reached: 'quota_exhausted',
  billing_not_active: 'quota_exhausted',
  invalid_api_key: 'unauthorised',
  authentication_error: 'unauthorised',
  permission_error: 'unauthorised',
  model_not_found: 'unknown_model',
  rate_limit_exceeded: 'rate_limited',
  rate_limit_error: 'rate_limited',
  tokens: 'rate_limited',
  requests: 'rate_limited',
  overloaded_error: 'overloaded',
  server_is_overloaded: 'overloaded',
  slow_down: 'overloaded',
  unavailable_error: 'overloaded',
  server_error: 'provider_error',
  invalid_request_error: 'rejected',
};

/** The answer in a whole reply. @throws ModelError where it has none. */
export function answerOf(received: unknown): ModelAnswer {
  const reply = objectOf(received);
  if (isObject(reply.error)) throw failureOfObject(undefined, reply.error, undefined);
  if (!Array.isArray(reply.choices)) throw new ModelError('bad_reply');
  const usage = usageOf(reply.usage);
  const choice: unknown = reply.choices[0];
  if (choice === undefined) throw failed('empty', usage);
  if (!isObject(choice) || !isObject(choice.message)) throw failed('bad_reply', usage);
  const text = textOf(choice.message);
  checkEnd(choice.finish_reason, choice.message.refusal, text, usage);
  return { text, usage };
}

/** An answer that arrives in pieces. */
export class StreamedAnswer {
  #text = '';
  #events = 0;
  #refusal = '';
  #finish: unknown = null;
  #usage: ModelUsage | null = null;

  /** Whether nothing that matters can follow. */
  get complete(): boolean {
    return this.#finish !== null && this.#usage !== null;
  }

  /** @returns the text that the event adds. */
  add(event: unknown): string {
    if (!isObject(event)) throw new ModelError('bad_reply');
    this.#events += 1;
    if (isObject(event.usage)) this.#usage = usageOf(event.usage);
    const choice: unknown = Array.isArray(event.choices) ? event.choices[0] : undefined;
    if (!isObject(choice)) return '';
    // A few servers put the last piece, or all of it, under `message`.
    const delta = isObject(choice.delta) ? choice.delta : choice.message;
    const text = isObject(delta) ? textOf(delta) : '';
    if (isObject(delta) && typeof delta.refusal === 'string') this.#refusal += delta.refusal;
    if (choice.finish_reason !== null && choice.finish_reason !== undefined) {
      this.#finish = choice.finish_reason;
    }
    this.#text += text;
    return text;
  }

  /** The end of the stream. @throws ModelError where the answer is not complete or not usable. */
  end(): ModelUsage {
    const usage = this.#usage ?? { inputTokens: 0, outputTokens: 0 };
    if (this.#events === 0) throw failed('bad_reply', null, 'no events');
    if (this.#finish === null) throw failed('connection_lost', this.#usage, 'no end');
    checkEnd(this.#finish, this.#refusal, this.#text, usage);
    return usage;
  }
}

function checkEnd(finish: unknown, refusal: unknown, text: string, usage: ModelUsage): void {
  if (finish === 'content_filter') throw failed('refused', usage, 'content_filter');
  if (typeof refusal === 'string' && refusal !== '') throw failed('refused', usage);
  if (finish === 'length') throw failed('cut_off', usage);
  if (finish === 'error') throw failed('provider_error', usage);
  if (text.trim() === '') throw failed('empty', usage);
}

/** The text of a message or a piece of one. A forced tool call has it as its arguments. */
function textOf({ content, tool_calls: calls }: Readonly<Record<string, unknown>>): string {
  if (typeof content === 'string' && content !== '') return content;
  if (Array.isArray(content)) {
    return content.map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : '')).join('');
  }
  const call: unknown = Array.isArray(calls) ? calls[0] : undefined;
  if (!isObject(call) || !isObject(call.function)) return '';
  const { arguments: given } = call.function;
  return typeof given === 'string' ? given : isObject(given) ? JSON.stringify(given) : '';
}

function usageOf(usage: unknown): ModelUsage {
  if (!isObject(usage)) return { inputTokens: 0, outputTokens: 0 };
  return { inputTokens: count(usage.prompt_tokens), outputTokens: count(usage.completion_tokens) };
}

/** What the vendor's client throws: an error reply has a status and headers, one inside a stream only its object. */
export function explain(error: unknown): ModelError {
  const {
    status,
    error: object,
    headers,
  } = error as {
    readonly status?: unknown;
    readonly error?: unknown;
    readonly headers?: Headers;
  };
  if (typeof status === 'number') return failureOfObject(status, object, headers);
  if (isObject(object)) return failureOfObject(undefined, object, headers);
  if ((error as Error).constructor?.name === 'APIConnectionTimeoutError') return new ModelError('timed_out');
  return new ModelError('connection_lost');
}

function failureOfObject(
  status: number | undefined,
  object: unknown,
  headers: Headers | undefined,
): ModelError {
  const { code, type, message } = isObject(object) ? object : {};
  const named = FAILURES[String(code)] ?? FAILURES[String(type)];
  // Servers that answer 200 give the status as the code.
  const effective = status ?? (typeof code === 'number' ? code : undefined);
  let failure = effective === undefined ? 'provider_error' : failureOfStatus(effective);
  if (named !== undefined && (named !== 'rejected' || effective === undefined)) failure = named;
  if (failure === 'rejected' && typeof message === 'string' && TOO_LONG.test(message)) failure = 'too_long';
  return new ModelError(failure, {
    providerCode: codeOf(effective, code === effective ? undefined : code, type),
    retryAfterMs: retryAfterMs(headers) ?? (failure === 'rate_limited' ? untilReset(headers) : null),
  });
}

/** Milliseconds until the exhausted limit is reset, by `x-ratelimit-reset-requests` and `-tokens` (`6m0s`, `20ms`). */
function untilReset(headers: Headers | undefined): number | null {
  if (headers === undefined) return null;
  const resets = ['requests', 'tokens'].map((what) => ({
    exhausted: headers.get(`x-ratelimit-remaining-${what}`)?.trim() === '0',
    wait: durationMs(headers.get(`x-ratelimit-reset-${what}`)),
  }));
  const exhausted = resets.filter((reset) => reset.exhausted);
  return longest(...(exhausted.length > 0 ? exhausted : resets).map((reset) => reset.wait));
}

const UNIT_MS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

function durationMs(text: string | null): number | null {
  if (text === null || !/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text.trim())) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) {
    total += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  }
  return Math.ceil(total);
}
