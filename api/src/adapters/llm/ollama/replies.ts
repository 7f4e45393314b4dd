import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { type ModelAnswer, ModelError, type ModelFailure, type ModelUsage } from '../../../ports/llm.ts';
import { codeOf, count, failed, failureOfStatus, isObject, TOO_LONG } from '../failures.ts';

/** The provider's errors have a text and no code: what in it means more than the status. */
const FAILURES: ReadonlyArray<readonly [RegExp, ModelFailure]> = [
  [TOO_LONG, 'too_long'],
  [/model .*not found|try pulling it/i, 'unknown_model'],
  [/server busy|maximum pending requests/i, 'overloaded'],
  [/unauthori[sz]ed/i, 'unauthorised'],
];

/** The answer in a whole reply. @throws ModelError where it has none. */
export function answerOf(reply: unknown): ModelAnswer {
  if (!isObject(reply)) throw new ModelError('bad_reply');
  if (typeof reply.error === 'string') throw failureOfReply(500, reply.error, undefined);
  if (!isObject(reply.message)) throw new ModelError('bad_reply');
  const usage = usageOf(reply);
  const text = textOf(reply.message);
  if (reply.done !== true) throw failed('bad_reply', usage, 'not done');
  checkEnd(reply.done_reason, text, usage);
  return { text, usage };
}

/** An answer that arrives in pieces. */
export class StreamedAnswer {
  #text = '';
  #pieces = 0;
  #last: Readonly<Record<string, unknown>> | null = null;

  /** @returns the text that the piece adds. */
  add(piece: unknown): string {
    if (!isObject(piece)) throw new ModelError('bad_reply');
    this.#pieces += 1;
    if (piece.done === true) this.#last = piece;
    const text = isObject(piece.message) ? textOf(piece.message) : '';
    this.#text += text;
    return text;
  }

  /** The end of the stream. @throws ModelError where the answer is not complete or not usable. */
  end(): ModelUsage {
    if (this.#last === null)
      throw failed(this.#pieces === 0 ? 'bad_reply' : 'connection_lost', null, 'no end');
    const usage = usageOf(this.#last);
    checkEnd(this.#last.done_reason, this.#text, usage);
    return usage;
  }
}

function checkEnd(reason: unknown, text: string, usage: ModelUsage): void {
  if (reason === 'length') throw failed('cut_off', usage);
  if (text.trim() === '') throw failed('empty', usage);
}

/** Thinking, where a model does it all the same, has a member of its own and is no part of the answer. */
function textOf({ content }: Readonly<Record<string, unknown>>): string {
  return typeof content === 'string' ? content : '';
}

function usageOf(reply: Readonly<Record<string, unknown>>): ModelUsage {
  return { inputTokens: count(reply.prompt_eval_count), outputTokens: count(reply.eval_count) };
}

/** An error reply, or an error object in place of a piece, which has no status of its own and counts as 500. */
export function failureOfReply(status: number, message: string, headers: Headers | undefined): ModelError {
  const named = FAILURES.find(([pattern]) => pattern.test(message))?.[1];
  const failure = failureOfStatus(status);
  return new ModelError(failure === 'rate_limited' ? failure : (named ?? failure), {
    providerCode: codeOf(status),
    retryAfterMs: retryAfterMs(headers),
  });
}

/** What the vendor's client throws by itself: a stream that ended without its last piece. */
export function explain(error: unknown): ModelError {
  const missingEnd = error instanceof Error && error.message.startsWith('Did not receive done');
  return new ModelError(missingEnd ? 'connection_lost' : 'bad_reply', {
    providerCode: missingEnd ? 'no end' : null,
  });
}
