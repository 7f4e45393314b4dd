import { statusFailure } from '../../kernel/network/failures.ts';
import { ModelError, type ModelFailure, type ModelUsage } from '../../ports/llm.ts';

/** What a status alone says, at every provider. */
export function failureOfStatus(status: number): ModelFailure {
  switch (status) {
    case 402:
      return 'quota_exhausted';
    case 404:
      return 'unknown_model';
    case 413:
      return 'too_long';
    default: {
      const failure = statusFailure(status);
      return failure === 'server_error' ? 'provider_error' : failure;
    }
  }
}

/** How servers say that the input is longer than the context of the model, where they have no code for it. */
export const TOO_LONG =
  /context (?:length|size|window)|maximum context|exceeds? the (?:available )?context|prompt is too long|input (?:length|is too long)|too many (?:input )?tokens/i;

/**
 * A code for logs, such as `429 rate_limit_error`. Codes are words of the protocol; a server that puts text into them is
 * not repeated.
 */
export function codeOf(...parts: ReadonlyArray<unknown>): string | null {
  const words = parts.filter(
    (part) => typeof part === 'number' || (typeof part === 'string' && /^[a-z_]{1,48}$/.test(part)),
  );
  return words.length === 0 ? null : words.join(' ');
}

/** The longest of several waits, null where there is none. */
export function longest(...waits: ReadonlyArray<number | null>): number | null {
  const known = waits.filter((wait) => wait !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** A count of tokens; 0 where a server sends none. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

/** Whether a value that came over the network is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The object of a reply, which the clients leave as text where a server does not declare it as JSON.
 * @throws SyntaxError for other text, ModelError for what is no object.
 */
export function objectOf(reply: unknown): Readonly<Record<string, unknown>> {
  const value: unknown = typeof reply === 'string' ? JSON.parse(reply) : reply;
  if (!isObject(value)) throw new ModelError('bad_reply');
  return value;
}

export function failed(failure: ModelFailure, usage: ModelUsage | null, providerCode?: string): ModelError {
  return new ModelError(failure, { usage, providerCode: providerCode ?? null });
}
