import type { Server as HttpServer } from 'node:http';
import { decodeJwt } from 'jose';
import { type Namespace, Server, type Socket } from 'socket.io';
import type { AuditRecorder } from '../audit/recorder.ts';
import type { Authenticator, Credential, Ended } from '../auth/authenticator.ts';
import { type Principal, shareOf } from '../auth/principal.ts';
import type { BackgroundConnection } from '../coordination/background-connection.ts';
import type { Clock } from '../ground/clock.ts';
import type { Json } from '../ground/json.ts';
import { Problem } from '../ground/problem.ts';
import { addressOf } from '../http/exchange.ts';
import { problemBody, toProblem } from '../http/failure.ts';
import { currentCorrelationId, runInContext } from '../observability/context.ts';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { socketEntry } from './audit.ts';
import { Cluster } from './cluster.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { Bucket, ByteRate } from './rate.ts';
import type { Peers, Realtime } from './realtime.ts';
import {
  type AccessOf,
  RequestTable,
  type SocketReply,
  type SocketRequests,
  type SocketSession,
} from './requests.ts';

export interface RealtimeOptions {
  readonly authenticator: Authenticator;
  readonly connection: BackgroundConnection;
  readonly log?: WorkLog;
  /** Largest message a client may send, bytes; a larger one closes its connection. Default 16 384. */
  readonly maxPayload?: number;
  /** Messages per second from one socket, sustained and as a burst. Default 20 and 40. */
  readonly rate?: { readonly perSecond: number; readonly burst: number };
  /** Rooms one socket may be in. Default 200. */
  readonly maxRooms?: number;
  /** How often credentials are verified again, for sessions that ended and keys that were revoked, milliseconds. Default 60 000. */
  readonly verifyEvery?: number;
  /** Origins whose pages may connect, besides the service's own and those of publishable keys. */
  readonly origins?: readonly string[];
  /** Where requests for personal data are recorded before they are answered. */
  readonly audit?: AuditRecorder;
  /** Number of trusted proxies in front of the service. Default 0. */
  readonly proxyHops?: number;
  /** The `x-access` of the operations by which requests are judged. */
  readonly accessOf?: AccessOf;
  /** The clock by which tokens expire. Default: the clock of this process. */
  readonly clock?: Clock;
  /** Milliseconds of a clock that only goes forward. Default: that of this process. */
  readonly now?: () => number;
}

interface Caller {
  readonly principal: Principal;
  readonly credential: Credential;
}

/** After this many rejections in a row for too many messages the connection is closed. */
const PATIENCE = 100;
/** As many messages with bytes may be on their way when the sender learns that it has to slow down. */
const PATIENCE_WITH_BYTES = 1_000;
/** The longest delay of setTimeout. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Sockets. One instance per process: attached to the HTTP server where it serves, standalone where it only works (it
 * can publish nevertheless). Every socket has a verified principal; it is disconnected when its token expires or is
 * revoked.
 */
export class RealtimeServer implements Realtime, Peers {
  readonly #io: Server;
  readonly #cluster: Cluster;
  readonly #options: Required<Omit<RealtimeOptions, 'connection' | 'origins' | 'audit'>>;
  readonly #audit: AuditRecorder | undefined;
  readonly #callers = new WeakMap<Socket, Caller>();
  readonly #namespaces = new Map<string, RequestTable>();
  readonly #verifier: NodeJS.Timeout;
  #stopping = false;

  constructor({ connection, origins = [], audit, ...options }: RealtimeOptions) {
    this.#audit = audit;
    this.#options = {
      clock: () => new Date(),
      log: NO_LOG,
      maxPayload: 16_384,
      rate: { perSecond: 20, burst: 40 },
      maxRooms: 200,
      verifyEvery: 60_000,
      proxyHops: 0,
      accessOf: () => undefined,
      now: () => performance.now(),
      ...options,
    };
    const { authenticator, log, maxPayload, verifyEvery, now } = this.#options;
    this.#cluster = new Cluster(connection, log, () => this.#sendAway(), now);
    this.#io = new Server({
      serveClient: false,
      maxHttpBufferSize: maxPayload,
      connectTimeout: 10_000,
      ...HEARTBEAT,
      adapter: this.#cluster.adapter,
      // WebSockets have no CORS: a page of an origin that is not allowed gets no handshake (RFC 6455, section 10.2).
      allowRequest: ({ headers: { origin, host } }, answer) => {
        const known = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
        if (known || origins.includes(origin)) return answer(null, true);
        authenticator.isAllowedOrigin(origin).then(
          (allowed) => answer(allowed ? null : 'this origin is not allowed', allowed),
          () => answer('this origin could not be checked', false),
        );
      },
      cors: {
        // CORS only decides what a browser shows a page; no socket connects without a token.
        origin: (origin, answer) => {
          if (origin === undefined || origins.includes(origin)) return answer(null, origin !== undefined);
          authenticator.isAllowedOrigin(origin).then(
            (allowed) => answer(null, allowed),
            () => answer(null, false),
          );
        },
      },
    });
    this.#io.use((_, next) => next(refusal(new Problem('not_found'))));
    this.#verifier = setInterval(() => void this.#verifyAgain(), verifyEvery);
    this.#verifier.unref();
  }

  /** Answers `/socket.io/` on the server, which keeps the rest. Call it once, after the server has its own listener. */
  attach(server: HttpServer): void {
    this.#options.authenticator.onEnded?.((ended) => this.#endedNow(ended));
    this.#io.attach(server);
  }

  /**
   * The requests of a namespace, such as `/bookings`. Every signed-in person is in a room of their own there,
   * `staff:<id>` or `resident:<id>`.
   */
  namespace(name: string): SocketRequests {
    const known = this.#namespaces.get(name);
    if (known !== undefined) return known;
    const requests = new RequestTable(this.#options.accessOf);
    this.#namespaces.set(name, requests);
    const namespace = this.#io.of(name);
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(refusal(error)),
      );
    });
    namespace.on('connection', (socket) => this.#serve(socket, requests));
    return requests;
  }

  publish(
    namespace: string,
    rooms: readonly string[],
    event: string,
    payload: { readonly [key: string]: Json },
  ): void {
    // No room at all would mean all sockets.
    if (rooms.length === 0 || this.#stopping) return;
    const target = this.#io.of(namespace);
    const sockets = this.#cluster.alone ? target.local.to([...rooms]) : target.to([...rooms]);
    sockets.emit(event, payload);
  }

  leave(namespace: string, who: string, rooms: readonly string[]): void {
    if (rooms.length === 0 || this.#stopping) return;
    this.#io
      .of(namespace)
      .in(who)
      .socketsLeave([...rooms]);
  }

  notify(topic: string, payload: { readonly [key: string]: Json }): void {
    if (!this.#stopping && !this.#cluster.alone) this.#io.of('/').serverSideEmit(topic, payload);
  }

  onNotified(topic: string, listener: (payload: { readonly [key: string]: Json }) => void): void {
    this.#io.of('/').on(topic as 'connection', listener as never);
  }

  /** Sockets connected to this process. */
  get connections(): number {
    return [...this.#namespaces.keys()].reduce((sum, name) => sum + this.#io.of(name).sockets.size, 0);
  }

  /** Closes every connection, so that clients reconnect to another process; the HTTP server stays its owner's. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#verifier);
    (this.#io.engine as { close(): void } | undefined)?.close();
    await Promise.allSettled(this.#all().map((namespace) => namespace.adapter.close()));
    await this.#cluster.close();
  }

  #all(): Namespace[] {
    return ['/', ...this.#namespaces.keys()].map((name) => this.#io.of(name));
  }

  /** Closes connections as a network failure would, so that clients reconnect by themselves. */
  #sendAway(): void {
    for (const namespace of this.#all()) {
      for (const socket of [...namespace.sockets.values()]) socket.conn.close();
    }
  }

  async #admit(socket: Socket): Promise<void> {
    if (this.#stopping) throw new Problem('shutting_down');
    const credential = credentialOf(socket);
    if (credential === undefined) throw new Problem('unauthenticated');
    const principal = await this.#options.authenticator.verify(credential);
    this.#callers.set(socket, { principal, credential });
  }

  #serve(socket: Socket, requests: RequestTable): void {
    const caller = this.#callers.get(socket) as Caller;
    const { principal, credential } = caller;
    // It may have ended between the handshake and now, when this socket could not be found to close it.
    void this.#verifyOne(socket, caller);
    const room = personalRoom(principal);
    if (room !== null) void socket.join(room);
    const expiry = expiresAt(credential);
    const cutOff =
      expiry === null
        ? undefined
        : setTimeout(
            () => socket.disconnect(true),
            Math.min(Math.max(0, expiry - this.#options.clock().getTime()), MAX_TIMER),
          );
    socket.on('disconnect', () => clearTimeout(cutOff));

    const { perSecond, burst } = this.#options.rate;
    const bucket = new Bucket(perSecond, burst);
    const rates = new Map<string, ByteRate>();
    const session = sessionOf(socket);
    let refused = 0;
    socket.onAny((name: unknown, ...args: unknown[]) => {
      // The wire allows numbers as names.
      const event = String(name).slice(0, 60);
      const answer = args.at(-1);
      const reply = typeof answer === 'function' ? (answer as (body: unknown) => void) : () => undefined;
      const limits = requests.bytesOf(event);
      let retryAfterMs: number | null = null;
      if (limits !== undefined) {
        const rate = rates.get(event) ?? new ByteRate(limits.perSecond, limits.burst);
        rates.set(event, rate);
        retryAfterMs = rate.take(args[1] instanceof Uint8Array ? args[1].length : 0) || null;
      } else if (!bucket.take()) retryAfterMs = Math.ceil(bucket.waitMs(1));
      if (retryAfterMs !== null) {
        refused += 1;
        if (refused > (limits === undefined ? PATIENCE : PATIENCE_WITH_BYTES)) socket.disconnect(true);
        else reply(problemReply(new Problem('rate_limited', { extensions: { retryAfterMs } })));
        return;
      }
      refused = 0;
      const share = shareOf(principal, 'sockets');
      runInContext({ operation: `socket ${event}`, share }, () => {
        const handled = begun(() => requests.begin(event, principal, args[0], session, args[1]));
        if (!(handled instanceof Promise) && isAnswer(handled) && requests.recordsOf(event) === undefined) {
          reply({ ...handled.reply, ok: true });
          return;
        }
        this.#answer(socket, requests, event, principal, args[0], handled).then(reply, (error: unknown) => {
          this.#options.log.error({ event, reason: describeFailure(error) }, 'a socket request failed');
        });
      });
    });
  }

  async #answer(
    socket: Socket,
    requests: RequestTable,
    event: string,
    principal: Principal,
    payload: unknown,
    handled: Promise<SocketReply> | SocketReply,
  ): Promise<unknown> {
    try {
      const answer = await handled;
      await this.#record(socket, requests, event, principal, payload, answer);
      await this.#move(socket, answer);
      return { ...(await this.#shown(socket, answer)), ok: true };
    } catch (error) {
      const problem = toProblem(error);
      // Sent whether or not it could be recorded: it contains no personal data.
      await this.#record(socket, requests, event, principal, payload, problem).catch((err: unknown) =>
        this.#options.log.error({ event, reason: describeFailure(err) }, 'a refusal could not be recorded'),
      );
      if (problem.status >= 500) {
        const fields = {
          event,
          reason: describeFailure(error),
          correlationId: currentCorrelationId(),
        };
        this.#options.log.error(fields, 'a socket request failed');
      }
      return problemReply(problem);
    }
  }

  async #record(
    socket: Socket,
    requests: RequestTable,
    event: string,
    principal: Principal,
    payload: unknown,
    outcome: SocketReply | Problem,
  ): Promise<void> {
    const records = requests.recordsOf(event);
    if (records === undefined || this.#audit === undefined) return;
    const forwarded = socket.request.headers['x-forwarded-for'];
    const address = addressOf(socket.request, forwarded?.toString(), this.#options.proxyHops);
    await this.#audit.write([socketEntry({ event, principal, payload, address, records, outcome })]);
  }

  /** What is read once the socket is in its rooms; if it is rejected, the socket leaves them again. */
  async #shown(socket: Socket, { reply, join = [] }: SocketReply): Promise<object | undefined> {
    if (typeof reply !== 'function') return reply;
    try {
      return await reply();
    } catch (error) {
      for (const room of join) await socket.leave(room);
      throw error;
    }
  }

  async #move(socket: Socket, { join = [], leave = [] }: SocketReply): Promise<void> {
    for (const room of leave) await socket.leave(room);
    if (socket.rooms.size + join.length > this.#options.maxRooms) {
      throw new Problem('unprocessable', {
        detail: 'Too many subscriptions on one connection: unsubscribe from some first.',
      });
    }
    await socket.join([...join]);
  }

  /** Closes the sockets of an ended session immediately; after a change of keys, checks the sockets that use a key. */
  #endedNow(ended: Ended): void {
    if (ended.kind === 'keys') {
      void this.#verifyAgain(({ principal }) => principal.kind === 'api_key');
      return;
    }
    for (const name of this.#namespaces.keys()) {
      for (const socket of [...this.#io.of(name).sockets.values()]) {
        const principal = this.#callers.get(socket)?.principal;
        if (principal !== undefined && 'sessionId' in principal && principal.sessionId === ended.sessionId) {
          socket.disconnect(true);
        }
      }
    }
  }

  /** One after another: no request waits for it, and it should not load the database. */
  async #verifyAgain(which: (caller: Caller) => boolean = () => true): Promise<void> {
    for (const name of this.#namespaces.keys()) {
      for (const socket of [...this.#io.of(name).sockets.values()]) {
        const caller = this.#callers.get(socket);
        if (caller !== undefined && socket.connected && which(caller)) await this.#verifyOne(socket, caller);
      }
    }
  }

  async #verifyOne(socket: Socket, { credential }: Caller): Promise<void> {
    try {
      await this.#options.authenticator.verify(credential);
    } catch (error) {
      // Only a rejection counts: an unavailable database must not disconnect all sockets.
      if (toProblem(error).status < 500) socket.disconnect(true);
    }
  }
}

/** What a handler throws at once is answered as what it rejects with. */
function begun(begin: () => Promise<SocketReply> | SocketReply): Promise<SocketReply> | SocketReply {
  try {
    return begin();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Whether the reply is complete: there are no rooms to enter or leave, and nothing to be read. */
function isAnswer({ join, leave, reply }: SocketReply): boolean {
  return join === undefined && leave === undefined && typeof reply !== 'function';
}

/** From the handshake: `auth.token`, or the header a native client can set. */
function credentialOf({ handshake }: Socket): Credential | undefined {
  const given: unknown = (handshake.auth as { token?: unknown }).token;
  const header = /^Bearer +(\S+)$/i.exec(handshake.headers.authorization ?? '')?.[1];
  const token = given === undefined ? header : given;
  if (typeof token !== 'string' || token === '' || token.length > 4_096 || token.startsWith('pk_'))
    return undefined;
  return token.startsWith('sk_') ? { kind: 'api_key', key: token } : { kind: 'bearer', token };
}

/** When the verified token expires, epoch milliseconds; null for keys, which do not. */
function expiresAt(credential: Credential): number | null {
  if (credential.kind !== 'bearer') return null;
  try {
    const { exp } = decodeJwt(credential.token);
    return exp === undefined ? null : exp * 1_000;
  } catch {
    return null;
  }
}

function sessionOf(socket: Socket): SocketSession {
  const listeners = new Set<() => void>();
  socket.once('disconnect', () => {
    for (const listener of listeners) listener();
  });
  return {
    id: socket.id,
    get closed() {
      return socket.disconnected;
    },
    onClose(listener) {
      if (socket.disconnected) listener();
      else listeners.add(listener);
    },
    send(event, payload, bytes, taken) {
      const all = [payload, ...(bytes === undefined ? [] : [bytes])];
      if (taken === undefined) socket.emit(event, ...all);
      else socket.emit(event, ...all, taken);
    },
  };
}

function personalRoom(principal: Principal): string | null {
  return principal.kind === 'staff' || principal.kind === 'resident'
    ? `${principal.kind}:${principal.id}`
    : null;
}

function problemReply(problem: Problem): { readonly ok: false; readonly problem: unknown } {
  return { ok: false, problem: problemBody(problem, currentCorrelationId()) };
}

/** Socket.IO hands `message` and `data` of a refused handshake to the client's `connect_error`. */
function refusal(error: unknown): Error {
  const problem = toProblem(error);
  return Object.assign(new Error(problem.title), { data: problemBody(problem, currentCorrelationId()) });
}
