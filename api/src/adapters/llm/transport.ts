import { ModelError, type ModelPart, type ModelRequest, type ModelUsage } from '../../ports/llm.ts';

/** Bytes of one reply. An answer of 10,000 tokens as a stream, each token in an event of its own, has about 3 MB. */
export const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/** Milliseconds until a vendor's client gives up waiting for a reply to begin, for callers whose signal has no limit. */
export const CLIENT_TIMEOUT_MS = 120_000;

/** How long the rest of a reply is read whose answer is complete, so that its connection can be used again. */
const DRAIN_MS = 250;

/**
 * The `fetch` of the vendors' clients. It follows no redirect, since that would send the key and the content to another
 * address, and it ends a reply that exceeds `maxBytes`. It uses a proxy only as Node does: with NODE_USE_ENV_PROXY=1.
 */
export function boundedFetch(maxBytes = MAX_REPLY_BYTES): typeof fetch {
  return async (input, init) => {
    const reply = await fetch(input, { ...init, redirect: 'manual' });
    if (reply.status >= 300 && reply.status < 400) {
      await reply.body?.cancel();
      throw new ModelError('bad_reply', { providerCode: String(reply.status) });
    }
    if (reply.body === null) return reply;
    return new Response(bounded(reply.body, maxBytes), {
      status: reply.status,
      statusText: reply.statusText,
      headers: reply.headers,
    });
  };
}

function bounded(body: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let size = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        size += value.length;
        if (size > maxBytes) {
          await reader.cancel();
          throw new ModelError('bad_reply', { providerCode: 'too large' });
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
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
  for (const cause of causes(error)) {
    if (cause instanceof ModelError) return cause;
    const failure = transportFailure(cause);
    if (failure !== null) return failure;
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

/** An error and what caused it, the outermost first. */
function* causes(error: unknown): Generator<unknown> {
  let next = error;
  for (let depth = 0; depth < 6 && next instanceof Error; depth += 1) {
    yield next;
    next = next.cause;
  }
}

const CONNECTION_LOST = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED']);
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const UNREACHABLE =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_|EHOST|ENET|EADDR|ETIMEDOUT|EPROTO|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|UND_ERR_CONNECT_TIMEOUT)/;

/** By the codes of Node and of its HTTP client; null for another error. */
function transportFailure(error: unknown): ModelError | null {
  const { code } = error as { readonly code?: unknown };
  if (error instanceof SyntaxError) return new ModelError('bad_reply', { providerCode: 'not JSON' });
  if (typeof code !== 'string') return null;
  if (CONNECTION_LOST.has(code)) return new ModelError('connection_lost', { providerCode: code });
  if (TIMED_OUT.has(code)) return new ModelError('timed_out', { providerCode: code });
  if (UNREACHABLE.test(code)) return new ModelError('unreachable', { providerCode: code });
  if (code.startsWith('HPE_') || code.startsWith('UND_ERR_')) {
    return new ModelError('bad_reply', { providerCode: code });
  }
  return null;
}
