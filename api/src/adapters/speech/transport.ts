import { causesOf, networkFailure, statusFailure } from '../../kernel/network/failures.ts';
import { type HeaderReader, retryAfterMs } from '../../kernel/network/retry-after.ts';
import { SpeechError, type SpeechFailure } from '../../ports/speech.ts';

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
export function failureOfReply(status: number, headers: HeaderReader): SpeechError {
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
  return new SpeechError('connection_lost');
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
