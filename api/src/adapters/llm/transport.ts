import { boundedFetch } from '../../kernel/network/bounded-fetch.ts';
import { causesOf, networkFailure } from '../../kernel/network/failures.ts';
import { wholeFetch } from '../../kernel/network/whole-fetch.ts';
import { ModelError, type ModelPart, type ModelRequest, type ModelUsage } from '../../ports/llm.ts';

/** Bytes of one reply. An answer of 10,000 tokens as a stream, each token in an event of its own, has about 3 MB. */
export const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/** Milliseconds until a vendor's client gives up waiting for a reply to begin, for callers whose signal has no limit. */
export const CLIENT_TIMEOUT_MS = 120_000;

/** How long the rest of a reply is read whose answer is complete, so that its connection can be used again. */
const DRAIN_MS = 250;

/** How a reply arrives: each has a `fetch` of its own, and with it a client of the vendor's. */
export type Arrival = 'whole' | 'streamed';

/** The `fetch` of the vendors' clients. A reply that nobody reads before its end costs less as a whole. */
export function modelFetch(arrival: Arrival, maxBytes = MAX_REPLY_BYTES): typeof fetch {
  const fetchWithin = arrival === 'whole' ? wholeFetch : boundedFetch;
  return fetchWithin(maxBytes, (reason) => new ModelError('bad_reply', { providerCode: reason }));
}

/** What a vendor's client returns for a stream: its events, and the controller that closes the connection. */
export interface EventStream extends AsyncIterable<unknown> {
  readonly controller: AbortController;
}

/** An answer that arrives in events. */
export interface ArrivingAnswer {
  /** Whether nothing that matters can follow. */
  readonly complete: boolean;
  /** @returns the text that the event adds. */
  add(event: unknown): string;
  /** The end of the stream. @throws ModelError where the answer is not complete or not usable. */
  end(): ModelUsage;
}

/**
 * The parts of an answer that arrives as events. Left early, or failed, it closes the connection; complete, it keeps it.
 * @throws ModelError always and only.
 */
export async function* partsOf(
  { signal }: ModelRequest,
  stream: EventStream,
  answer: ArrivingAnswer,
  explain: (error: unknown) => ModelError,
): AsyncGenerator<ModelPart> {
  const iterator = stream[Symbol.asyncIterator]();
  const abandon = () => stream.controller.abort();
  let usage: ModelUsage | null = null;
  try {
    while (usage === null) {
      const next = await iterator.next();
      // The clients end a stream silently when its signal stops it.
      if (signal.aborted) throw stopped(signal);
      const text = next.done === true ? '' : answer.add(next.value);
      if (text !== '') yield { kind: 'text', text };
      if (next.done === true || answer.complete) usage = answer.end();
    }
    yield { kind: 'end', usage };
  } catch (error) {
    throw failureOf(error, signal, explain);
  } finally {
    if (usage === null) abandon();
    else void drain(iterator, abandon);
  }
}

/** Reads the end of a reply whose answer is complete. `abandon` closes the connection of one that does not end. */
export async function drain(iterator: AsyncIterator<unknown>, abandon: () => void): Promise<void> {
  const timer = setTimeout(abandon, DRAIN_MS);
  try {
    while ((await iterator.next()).done !== true);
  } catch {
    // The answer was complete: how its connection ends changes nothing.
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs one request. @throws ModelError always and only: `explain` turns what the vendor's client threw into one, except
 * for what has the same meaning at all of them.
 */
export async function asking<T>(
  { signal }: Pick<ModelRequest, 'signal'>,
  ask: () => Promise<T>,
  explain: (error: unknown) => ModelError,
): Promise<T> {
  if (signal.aborted) throw stopped(signal);
  try {
    return await ask();
  } catch (error) {
    throw failureOf(error, signal, explain);
  }
}

/** The failure behind what a vendor's client threw. */
export function failureOf(
  error: unknown,
  signal: AbortSignal,
  explain: (error: unknown) => ModelError,
): ModelError {
  if (signal.aborted) return stopped(signal);
  for (const cause of causesOf(error)) {
    if (cause instanceof ModelError) return cause;
    const failed = networkFailure(cause);
    if (failed !== null) return new ModelError(failed.failure, { providerCode: failed.code });
  }
  return explain(error);
}

/** What a request ends with when its signal stops it: `timed_out` where the reason is a TimeoutError. */
export function stopped(signal: AbortSignal): ModelError {
  const { reason } = signal;
  if (reason instanceof ModelError) return reason;
  return new ModelError(
    reason instanceof Error && reason.name === 'TimeoutError' ? 'timed_out' : 'cancelled',
  );
}
