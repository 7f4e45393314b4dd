/** One request over `fetch`: time limit, cancellation, and retries where they are safe. */
import { NetworkError, type ProblemError, problemOf } from './errors.ts';

/** A request as the transport sends it. The body is text, so it can be sent again. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** Whether sending it twice has the same effect as sending it once. */
  readonly repeatable: boolean;
  /** Retries after the first attempt; by default those of the options. */
  readonly retries?: number | undefined;
}

export interface TransportOptions {
  readonly fetch: typeof fetch;
  /** Retries after the first attempt. */
  readonly retries: number;
  /** The first pause, in milliseconds; each further one is twice as long at most. */
  readonly pauseMs: number;
}

/** The longest `Retry-After` that a call waits for, in seconds. With a longer one it throws, and the caller decides. */
const MAX_RETRY_AFTER_S = 20;
/** The longest random pause before a retry, in milliseconds. */
const MAX_PAUSE_MS = 5_000;

/** Resolves after `ms`, or rejects with the signal's reason as soon as it fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(signal.reason);
    const cancelled = () => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancelled);
      done();
    }, ms);
    signal?.addEventListener('abort', cancelled, { once: true });
  });
}

/** Waits for `work`, but no longer than until the signal fires; the work itself continues for other waiters. */
export function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(signal.reason);
    const cancelled = () => fail(signal.reason);
    signal.addEventListener('abort', cancelled, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener('abort', cancelled));
  });
}

/** One attempt. The time limit covers the body too: a reply that stalls half-way is a timeout. */
async function attempt(request: Outgoing, options: TransportOptions): Promise<Response> {
  const { signal } = request;
  signal?.throwIfAborted();
  const stop = new AbortController();
  const cancelled = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', cancelled, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, request.timeoutMs);
  try {
    const response = await options.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: stop.signal,
      credentials: 'omit',
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const content = await response.arrayBuffer();
    const empty = [204, 205, 304].includes(response.status) || content.byteLength === 0;
    return new Response(empty ? null : content, { status: response.status, headers: response.headers });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const { pathname } = new URL(request.url, 'http://relative.invalid');
    const what = timedOut ? `did not reply within ${request.timeoutMs} ms` : 'cannot be reached';
    throw new NetworkError(`${request.method} ${pathname}: the service ${what}`, { cause, timedOut });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancelled);
  }
}

/**
 * Whether the service is still processing a request with the same key: an earlier attempt whose reply was lost, or the
 * same call from another tab or process. Its reply is the one to wait for. Without a `Retry-After` the service may have
 * lost that request, so only the usual retries are made.
 */
function isInProgress(failure: ProblemError | NetworkError): boolean {
  return (
    !(failure instanceof NetworkError) && failure.status === 409 && failure.code === 'idempotency_in_progress'
  );
}

/** Whether another attempt can succeed. */
export function isTemporary(failure: ProblemError | NetworkError): boolean {
  return (
    failure instanceof NetworkError || [429, 502, 503, 504].includes(failure.status) || isInProgress(failure)
  );
}

/**
 * Sends a request and returns the successful reply, or throws a `ProblemError` or `NetworkError`. Retries only what is
 * safe to repeat, after an exponential pause with full jitter, or as long as `Retry-After` says. Waiting for a request
 * in progress with the same key does not count as a retry: `timeoutMs` limits it instead.
 */
export async function send(request: Outgoing, options: TransportOptions): Promise<Response> {
  const retries = request.retries ?? options.retries;
  let waitUntil: number | undefined;
  let waits = 0;
  for (let retried = 0; ; ) {
    let failure: ProblemError | NetworkError;
    try {
      const response = await attempt(request, options);
      if (response.ok) return response;
      failure = await problemOf(response);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      failure = error;
    }
    if (!request.repeatable || retries === 0) throw failure;
    const retryAfter = failure instanceof NetworkError ? undefined : failure.retryAfter;
    if (retryAfter !== undefined && retryAfter > MAX_RETRY_AFTER_S) throw failure;
    const waiting = retryAfter !== undefined && isInProgress(failure);
    if (waiting) waitUntil ??= Date.now() + request.timeoutMs;
    else if (retried >= retries || !isTemporary(failure)) throw failure;
    const doublings = waiting ? waits++ : retried++;
    const jittered = Math.random() * Math.min(MAX_PAUSE_MS, options.pauseMs * 2 ** doublings);
    const wait = (retryAfter ?? 0) * 1000 + jittered;
    if (waiting && Date.now() + wait > (waitUntil ?? 0)) throw failure;
    await pause(wait, request.signal);
  }
}
