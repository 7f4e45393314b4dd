import { msUntil, retryAfterMs } from '../../../kernel/network/retry-after.ts';
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

/** Types of error objects; inside a stream they come without a status. */
const FAILURES: Readonly<Record<string, ModelFailure>> = {
  invalid_request_error: 'rejected',
  authentication_error: 'unauthorised',
  permission_error: 'unauthorised',
  billing_error: 'quota_exhausted',
  not_found_error: 'unknown_model',
  request_too_large: 'too_long',
  rate_limit_error: 'rate_limited',
  timeout_error: 'provider_error',
  api_error: 'provider_error',
  overloaded_error: 'overloaded',
};

/** The answer in a whole reply. @throws ModelError where it has none. */
export function answerOf(received: unknown): ModelAnswer {
  const reply = objectOf(received);
  if (isObject(reply.error)) throw failureOfObject(undefined, reply, undefined);
  if (!Array.isArray(reply.content)) throw new ModelError('bad_reply');
  const usage = usageOf(reply.usage);
  const text = reply.content.map(textOfBlock).join('');
  checkEnd(reply.stop_reason, text, usage);
  return { text, usage };
}

/** An answer that arrives in pieces. */
export class StreamedAnswer {
  #text = '';
  #events = 0;
  #stop: unknown = null;
  #ended = false;
  #usage: ModelUsage | null = null;

  /** Whether nothing that matters can follow. */
  get complete(): boolean {
    return this.#ended;
  }

  /** @returns the text that the event adds. Thinking, pings and unknown events add none. */
  add(event: unknown): string {
    if (!isObject(event)) throw new ModelError('bad_reply');
    this.#events += 1;
    switch (event.type) {
      case 'message_start':
        if (isObject(event.message)) this.#note(event.message.usage);
        return '';
      case 'content_block_start':
        return this.#keep(isObject(event.content_block) ? textOfStart(event.content_block) : '');
      case 'content_block_delta':
        return this.#keep(isObject(event.delta) ? textOfDelta(event.delta) : '');
      case 'message_delta':
        if (isObject(event.delta) && event.delta.stop_reason != null) this.#stop = event.delta.stop_reason;
        this.#note(event.usage);
        return '';
      case 'message_stop':
        this.#ended = true;
        return '';
      case 'error':
        throw failureOfObject(undefined, event, undefined);
      default:
        return '';
    }
  }

  /** The end of the stream. @throws ModelError where the answer is not complete or not usable. */
  end(): ModelUsage {
    const usage = this.#usage ?? { inputTokens: 0, outputTokens: 0 };
    if (this.#events === 0) throw failed('bad_reply', null, 'no events');
    if (!this.#ended) throw failed('connection_lost', this.#usage, 'no end');
    checkEnd(this.#stop, this.#text, usage);
    return usage;
  }

  #keep(text: string): string {
    this.#text += text;
    return text;
  }

  /** Counts are cumulative; the last event repeats only some of them. */
  #note(usage: unknown): void {
    const { inputTokens, outputTokens } = usageOf(usage);
    this.#usage = {
      inputTokens: Math.max(inputTokens, this.#usage?.inputTokens ?? 0),
      outputTokens: Math.max(outputTokens, this.#usage?.outputTokens ?? 0),
    };
  }
}

function checkEnd(stop: unknown, text: string, usage: ModelUsage): void {
  if (stop === 'refusal') throw failed('refused', usage, 'refusal');
  if (stop === 'max_tokens' || stop === 'model_context_window_exceeded' || stop === 'pause_turn') {
    throw failed('cut_off', usage, stop);
  }
  if (text.trim() === '') throw failed('empty', usage);
}

/** The text of a block, or what a forced tool was called with. Thinking is no part of the answer. */
function textOfBlock(block: unknown): string {
  if (!isObject(block)) return '';
  if (block.type === 'text' && typeof block.text === 'string') return block.text;
  return block.type === 'tool_use' && isObject(block.input) ? JSON.stringify(block.input) : '';
}

/** A tool's input is empty here and comes in pieces. */
function textOfStart(block: Readonly<Record<string, unknown>>): string {
  return block.type === 'text' && typeof block.text === 'string' ? block.text : '';
}

function textOfDelta(delta: Readonly<Record<string, unknown>>): string {
  if (delta.type === 'text_delta' && typeof delta.text === 'string') return delta.text;
  return delta.type === 'input_json_delta' && typeof delta.partial_json === 'string'
    ? delta.partial_json
    : '';
}

function usageOf(usage: unknown): ModelUsage {
  if (!isObject(usage)) return { inputTokens: 0, outputTokens: 0 };
  return {
    inputTokens:
      count(usage.input_tokens) +
      count(usage.cache_creation_input_tokens) +
      count(usage.cache_read_input_tokens),
    outputTokens: count(usage.output_tokens),
  };
}

/** What the vendor's client throws: an error reply has a status and headers, one inside a stream only its object. */
export function explain(error: unknown): ModelError {
  const {
    status,
    error: body,
    headers,
    name,
  } = error as {
    readonly status?: unknown;
    readonly error?: unknown;
    readonly headers?: Headers;
    readonly name?: unknown;
  };
  if (typeof status === 'number') return failureOfObject(status, body, headers);
  if (isObject(body)) return failureOfObject(undefined, body, headers);
  if (name === 'APIConnectionTimeoutError') return new ModelError('timed_out');
  return new ModelError('connection_lost');
}

function failureOfObject(
  status: number | undefined,
  body: unknown,
  headers: Headers | undefined,
): ModelError {
  const object = isObject(body) && isObject(body.error) ? body.error : {};
  const { type, message } = object;
  const named = FAILURES[String(type)];
  let failure = named ?? (status === undefined ? 'provider_error' : failureOfStatus(status));
  if (failure === 'rejected' && typeof message === 'string') {
    if (TOO_LONG.test(message)) failure = 'too_long';
    else if (/credit balance/i.test(message)) failure = 'quota_exhausted';
  }
  return new ModelError(failure, {
    providerCode: codeOf(status, type),
    retryAfterMs: retryAfterMs(headers) ?? (failure === 'rate_limited' ? untilReset(headers) : null),
  });
}

/** Milliseconds until the exhausted limits are reset, by `anthropic-ratelimit-…-reset` (dates). */
function untilReset(headers: Headers | undefined): number | null {
  if (headers === undefined) return null;
  const limits = ['requests', 'tokens', 'input-tokens', 'output-tokens'];
  return longest(
    ...limits
      .filter((limit) => headers.get(`anthropic-ratelimit-${limit}-remaining`)?.trim() === '0')
      .map((limit) => msUntil(headers.get(`anthropic-ratelimit-${limit}-reset`) ?? '', headers)),
  );
}
