import { createFinalURL } from 'openapi-fetch';
import type { LiveCalls } from './calls/live.ts';
import { ProblemError } from './errors.ts';
import { SAFE_POSTS, UNCOVERED_POSTS } from './generated/posts.ts';
import type { components } from './generated/types.ts';
import { Live } from './live.ts';
import type {
  CallOptions,
  ItemOf,
  Method,
  Options,
  OptionsArgument,
  PagedPath,
  PagesArgument,
  PathWith,
  Result,
} from './paths.ts';
import { randomId } from './random-id.ts';
import { pathSerializer, querySerializer } from './serializers.ts';
import { Session, type SignedOutReason, type TokenReply } from './session.ts';
import { memoryStore, type SessionStore } from './store.ts';
import { type Outgoing, send, type TransportOptions, unlessAborted } from './transport.ts';

/** The types of replies that are files. */
const BYTES = /^(?:audio|image)\/|^application\/pdf/;

type Schemas = components['schemas'];

export interface KiwimeshOptions {
  /** The address of the service, e.g. `https://care.example`. Paths include `/v1`: one at the end here is removed. */
  readonly baseUrl: string;
  /** Where the session is stored; in memory by default. `webStore()` keeps it across pages and tabs. */
  readonly store?: SessionStore | undefined;
  /** A hospital's publishable key, for pages on its allowed origins before anyone has signed in. */
  readonly publishableKey?: string | undefined;
  /** A secret key, for servers. Never use one in a web page. */
  readonly apiKey?: string | undefined;
  /** Another `fetch`, for tests and for runtimes without their own. */
  readonly fetch?: typeof fetch | undefined;
  /** Receives the headers of every reply, including problems: the service's `Date`, the limits that remain. */
  readonly onReply?: ((headers: Headers) => void) | undefined;
  /** Sent as `User-Agent`; for Node only, since browsers send their own. */
  readonly userAgent?: string | undefined;
  /**
   * Called when an operation needs a more recent sign-in (403 `reauthentication_required`). Ask the person for the
   * password, send `POST /v1/me/reauthentication` (or sign in again) with the given client, and return true: the call is
   * then repeated once. If you return false, it throws the problem.
   */
  readonly reauthenticate?: ((kiwi: Kiwimesh) => Promise<boolean>) | undefined;
  /** Milliseconds each attempt of a call may take; 15,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** How often a safe call is retried after a failure; 2 by default. */
  readonly retries?: number | undefined;
  /** The first pause before a retry, in milliseconds, doubling; 250 by default. */
  readonly pauseMs?: number | undefined;
}

/** The options of a call without the types of its path; the public methods add those. */
interface Call extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly idempotencyKey?: string | null | undefined;
  readonly ifMatch?: number | undefined;
  /** Overrides `isRepeatable`. */
  readonly repeatable?: boolean;
}

/**
 * How long one attempt to refresh may take, in milliseconds. The service answers a repeated refresh with the same
 * tokens for 10 seconds; after that it treats the repeat as theft of the token. All attempts must fall within that time.
 */
const REFRESH_TIMEOUT_MS = 4_000;
const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * A typed client of one Kiwimesh service. Every call returns the data of the reply; a rejected request throws a
 * `ProblemError`, an unreachable service a `NetworkError`.
 */
export class Kiwimesh {
  readonly #baseUrl: string;
  readonly #options: KiwimeshOptions;
  readonly #transport: TransportOptions;
  readonly #session: Session;
  readonly #store: SessionStore;

  constructor(options: KiwimeshOptions) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.#options = options;
    const fetched: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#transport = {
      fetch: async (input, init) => {
        const reply = await fetched(input, init);
        options.onReply?.(reply.headers);
        return reply;
      },
      retries: options.retries ?? 2,
      pauseMs: options.pauseMs ?? 250,
    };
    this.#store = options.store ?? memoryStore();
    this.#session = new Session(this.#store, (refreshToken) =>
      this.#withoutSession<TokenReply>('/v1/auth/refresh', {
        body: { refreshToken },
        timeoutMs: Math.min(REFRESH_TIMEOUT_MS, options.timeoutMs ?? REFRESH_TIMEOUT_MS),
        repeatable: true,
      }),
    );
  }

  /** Whether a session is stored; the service may have ended it. */
  get signedIn(): boolean {
    return this.#session.signedIn;
  }

  /**
   * Calls back once each time the session ends: by `logout()`, by a rejected refresh, or in another tab. Returns a
   * function that stops it.
   */
  onSignedOut(listener: (reason: SignedOutReason) => void): () => void {
    return this.#session.onSignedOut(listener);
  }

  /**
   * Calls back when a session begins in another tab, or in another client of the same store. Returns a function that
   * stops it.
   */
  onSignedIn(listener: () => void): () => void {
    return this.#session.onSignedIn(listener);
  }

  /** Signs in a member of staff. */
  async login(credentials: Schemas['LoginRequest'], options: CallOptions = {}): Promise<void> {
    this.#session.begin(
      await this.#withoutSession<TokenReply>('/v1/auth/login', { ...options, body: credentials }),
    );
  }

  /** Sends a one-time code to a resident, by the given channel. Adds this device's id unless `to` has one. */
  requestOtp(to: Schemas['OtpRequest'], options: CallOptions = {}): Promise<Schemas['OtpChallenge']> {
    return this.#withoutSession('/v1/auth/otp/request', { ...options, body: { ...this.#device(), ...to } });
  }

  /** Signs in a resident with the code they received. */
  async verifyOtp(code: Schemas['OtpVerify'], options: CallOptions = {}): Promise<void> {
    const body = { ...this.#device(), ...code };
    this.#session.begin(await this.#withoutSession<TokenReply>('/v1/auth/otp/verify', { ...options, body }));
  }

  /** The same id when a code is requested and when it is used. */
  #device(): { readonly deviceId?: string } {
    const deviceId = this.#store.deviceId?.();
    return deviceId === undefined ? {} : { deviceId };
  }

  /** Signs out: locally at once, and at the service if it can be reached. */
  async logout(options: CallOptions = {}): Promise<void> {
    if (!this.#session.signedIn) return;
    try {
      await this.#call('post', '/v1/auth/logout', options);
    } catch (error) {
      if (options.signal?.aborted) throw error;
    } finally {
      this.#session.end('logout');
    }
  }

  /** Sends a GET. Lists return one page; `pages()` iterates over all of them. */
  get<P extends PathWith<'get'>>(
    path: P,
    ...[options]: OptionsArgument<'get', P>
  ): Promise<Result<'get', P>> {
    return this.#call('get', path, options);
  }

  post<P extends PathWith<'post'>>(
    path: P,
    ...[options]: OptionsArgument<'post', P>
  ): Promise<Result<'post', P>> {
    return this.#call('post', path, options);
  }

  put<P extends PathWith<'put'>>(
    path: P,
    ...[options]: OptionsArgument<'put', P>
  ): Promise<Result<'put', P>> {
    return this.#call('put', path, options);
  }

  patch<P extends PathWith<'patch'>>(
    path: P,
    ...[options]: OptionsArgument<'patch', P>
  ): Promise<Result<'patch', P>> {
    return this.#call('patch', path, options);
  }

  delete<P extends PathWith<'delete'>>(
    path: P,
    ...[options]: OptionsArgument<'delete', P>
  ): Promise<Result<'delete', P>> {
    return this.#call('delete', path, options);
  }

  /** Every item of a list or of a search, page after page; a page is fetched only when it is needed. */
  async *pages<P extends PagedPath>(
    path: P,
    ...[options]: PagesArgument<P>
  ): AsyncGenerator<ItemOf<P>, void, undefined> {
    const call: Call = options ?? {};
    const [method, carrier] = SAFE_POSTS.includes(path)
      ? (['post', 'body'] as const)
      : (['get', 'query'] as const);
    const criteria = call[carrier] as { readonly cursor?: string | undefined } | undefined;
    let cursor: string | null | undefined = criteria?.cursor;
    do {
      const page: { data: ItemOf<P>[]; nextCursor: string | null } = await this.#call(method, path, {
        ...call,
        [carrier]: { ...criteria, cursor },
      });
      yield* page.data;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /** A live connection for changes as they happen. Opens at the first subscription; close it when done. */
  live(): Live {
    return new Live({
      baseUrl: this.#baseUrl,
      session: this.#session,
      apiKey: this.#options.apiKey,
      booking: (bookingId) => this.get('/v1/bookings/{bookingId}', { path: { bookingId } }),
    });
  }

  /** Calls for help as they happen, with their audio. Its code is loaded when it is needed; close it when done. */
  async liveCalls(): Promise<LiveCalls> {
    const { LiveCalls } = await import('./calls/live.ts');
    return new LiveCalls({
      baseUrl: this.#baseUrl,
      session: this.#session,
      apiKey: this.#options.apiKey,
      transcript: (callId, after) =>
        this.get('/v1/calls/{callId}/transcript', { path: { callId }, query: { after } }),
    });
  }

  /** A call with the caller's credential; repeated once after `reauthenticate`. */
  async #call<T>(method: Method, path: string, call: Call = {}): Promise<T> {
    const request = this.#outgoing(method, path, call);
    try {
      return await this.#authorised<T>(request, call);
    } catch (error) {
      const needsSignIn = error instanceof ProblemError && error.code === 'reauthentication_required';
      if (!needsSignIn || !(await this.#options.reauthenticate?.(this))) throw error;
      return await this.#authorised<T>(request, call);
    }
  }

  /** Renews a rejected token once, and sends the request again. */
  async #authorised<T>(request: Outgoing, call: Call): Promise<T> {
    const token = await unlessAborted(this.#session.token(), call.signal);
    try {
      return await this.#send(request, this.#credential(token));
    } catch (error) {
      if (token === undefined || !(error instanceof ProblemError) || error.status !== 401) throw error;
      const renewed = await unlessAborted(this.#session.renew(token), call.signal);
      if (renewed === null) throw error;
      return await this.#send(request, this.#credential(renewed.accessToken));
    }
  }

  /** A call without the session: it signs in, or renews the session. */
  #withoutSession<T>(path: string, call: Call): Promise<T> {
    return this.#send(this.#outgoing('post', path, call), this.#credential(undefined));
  }

  #credential(token: string | undefined): Record<string, string> {
    const { apiKey, publishableKey } = this.#options;
    if (token !== undefined) return { Authorization: `Bearer ${token}` };
    if (apiKey !== undefined) return { 'X-API-Key': apiKey };
    return publishableKey === undefined ? {} : { 'X-Publishable-Key': publishableKey };
  }

  #outgoing(method: Method, path: string, call: Call): Outgoing {
    for (const [name, value] of Object.entries(call.path ?? {})) {
      // An empty id, or one of dots, would change the path.
      if (/^\.{0,2}$/.test(String(value))) throw new TypeError(`Invalid ${name}: "${value}"`);
    }
    const url = createFinalURL(path, {
      baseUrl: this.#baseUrl,
      params: { path: { ...call.path }, query: { ...call.query } },
      querySerializer,
      pathSerializer,
    });
    const keyed = method === 'post' && !SAFE_POSTS.includes(path) && call.idempotencyKey !== null;
    const key = keyed ? (call.idempotencyKey ?? randomId()) : undefined;
    const conditional = call.ifMatch !== undefined;
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json, audio/*' };
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    if (key !== undefined) headers['Idempotency-Key'] = key;
    if (conditional) headers['If-Match'] = `"${call.ifMatch}"`;
    if (call.correlationId !== undefined) headers['X-Correlation-Id'] = call.correlationId;
    if (this.#options.userAgent !== undefined) headers['User-Agent'] = this.#options.userAgent;
    return {
      method: method.toUpperCase(),
      url,
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: call.signal,
      timeoutMs: call.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      retries: call.retries,
      repeatable: call.repeatable ?? isRepeatable(method, path, { keyed: key !== undefined, conditional }),
    };
  }

  async #send<T>(request: Outgoing, credential: Readonly<Record<string, string>>): Promise<T> {
    const headers = { ...request.headers, ...credential };
    const response = await send({ ...request, headers }, this.#transport);
    if (BYTES.test(response.headers.get('content-type') ?? '')) return (await response.blob()) as T;
    const text = await response.text();
    if (text === '') return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new ProblemError(response.status, { title: 'The reply is not JSON' }, response.headers);
    }
  }
}

/** Whether sending it twice has the same effect as sending it once. */
function isRepeatable(method: Method, path: string, call: { keyed: boolean; conditional: boolean }): boolean {
  if (method === 'post') return SAFE_POSTS.includes(path) || (call.keyed && !UNCOVERED_POSTS.includes(path));
  // If only the reply to a conditional change was lost, a repeat would be rejected as outdated.
  return method === 'get' || (['put', 'delete'].includes(method) && !call.conditional);
}

/** The options of a call, for wrappers that pass them on. */
export type CallArguments<M extends Method, P extends PathWith<M>> = Options<M, P>;
