import { causesOf, networkFailure, statusFailure } from '../../kernel/network/failures.ts';
import { retryAfterMs } from '../../kernel/network/retry-after.ts';
import { wholeFetch } from '../../kernel/network/whole-fetch.ts';
import { SpeechError, type SpeechFailure } from '../../ports/speech.ts';

/** Bytes of one reply. Half a minute of the fastest speech, each word with its times, has about 30 kB. */
export const MAX_REPLY_BYTES = 1024 * 1024;

/** `fetch` for the engines. */
export function speechFetch(maxBytes = MAX_REPLY_BYTES): typeof fetch {
  return wholeFetch(maxBytes, (reason) => new SpeechError('bad_reply', { engineCode: reason }));
}

/** Runs one request. @throws SpeechError always and only. */
export async function asking<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw stopped(signal);
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    throw failureOf(error);
  }
}

/** The failure that an error reply stands for. */
export function failureOfReply(status: number, headers: Headers | undefined): SpeechError {
  return new SpeechError(failureOfStatus(status), {
    engineCode: String(status),
    retryAfterMs: retryAfterMs(headers),
  });
}

function failureOf(error: unknown): SpeechError {
  for (const cause of causesOf(error)) {
    if (cause instanceof SpeechError) return cause;
    const failed = networkFailure(cause);
    if (failed !== null) return new SpeechError(failed.failure, { engineCode: failed.code });
  }
  // What the vendor's client throws for an error reply.
  const { status, headers } = error as { readonly status?: unknown; readonly headers?: Headers };
  if (typeof status === 'number') return failureOfReply(status, headers);
  const timedOut = (error as Error).constructor?.name === 'APIConnectionTimeoutError';
  return new SpeechError(timedOut ? 'timed_out' : 'connection_lost');
}

function failureOfStatus(status: number): SpeechFailure {
  if (status === 404) return 'unknown_model';
  const failure = statusFailure(status);
  return failure === 'server_error' ? 'engine_error' : failure;
}

function stopped(signal: AbortSignal): SpeechError {
  const { reason } = signal;
  return new SpeechError(
    reason instanceof Error && reason.name === 'TimeoutError' ? 'timed_out' : 'cancelled',
  );
}
