import {
  type ModelAnswer,
  ModelError,
  type ModelFailure,
  type ModelProvider,
  type ModelRequest,
  type ModelUsage,
} from '../../ports/llm.ts';
import type { Judged } from './answers.ts';

export type Outcome<T> =
  | { readonly answered: true; readonly value: T; readonly usage: ModelUsage }
  | { readonly answered: false; readonly error: ModelError };

/** Sends one request and judges the answer. Never rejects. */
export async function attempt<T>(
  provider: ModelProvider,
  request: ModelRequest,
  judged: (text: string) => Judged<T>,
  /** Given: the answer is asked for as a stream. */
  onFirstToken: (() => void) | null,
): Promise<Outcome<T>> {
  try {
    const { text, usage } =
      onFirstToken === null
        ? await provider.answer(request)
        : await streamed(provider, request, onFirstToken);
    const result = judged(text);
    return result.ok
      ? { answered: true, value: result.value, usage }
      : { answered: false, error: new ModelError(result.failure, { usage }) };
  } catch (error) {
    // Adapters throw nothing else; if one does, its message may quote the request.
    return {
      answered: false,
      error: error instanceof ModelError ? error : new ModelError('provider_error'),
    };
  }
}

async function streamed(
  provider: ModelProvider,
  request: ModelRequest,
  onFirstToken: () => void,
): Promise<ModelAnswer> {
  let text = '';
  let usage: ModelUsage | null = null;
  for await (const part of provider.stream(request)) {
    if (part.kind === 'end') {
      usage = part.usage;
    } else {
      if (text === '') onFirstToken();
      text += part.text;
    }
  }
  if (usage === null) throw new ModelError('connection_lost');
  return { text, usage };
}

/** Failures before the model began to work: nothing is billed for them. Others without a usage count with their upper bound. */
const FREE: ReadonlySet<ModelFailure> = new Set<ModelFailure>([
  'unreachable',
  'rate_limited',
  'overloaded',
  'unauthorised',
  'quota_exhausted',
  'unknown_model',
  'rejected',
  'too_long',
]);

/**
 * Whether a usage can be what the attempt cost. Compatible servers leave counts out, which are 0 then: every request has
 * input, and an answer has output.
 */
export function tellsCost({ inputTokens, outputTokens }: ModelUsage, answered: boolean): boolean {
  return inputTokens > 0 && (outputTokens > 0 || !answered);
}

/** What an attempt counts with: what its usage costs, else nothing or its upper bound. */
export function chargedMicros(
  failure: ModelFailure,
  usageMicros: number | null,
  boundMicros: number,
): number {
  return usageMicros ?? (FREE.has(failure) ? 0 : boundMicros);
}
