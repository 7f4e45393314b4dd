import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { ANONYMOUS, shareOf } from '../auth/principal.ts';
import { addressOf } from '../http/exchange.ts';
import { pathOf } from '../http/server.ts';
import { runInContext } from '../observability/context.ts';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { countedAddress } from '../values/network-address.ts';

/** The handshake of a WebSocket, as a provider may sign it. */
export interface Handshake {
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The service's end of a WebSocket. */
export interface WebSocketEnd {
  /** Closes the connection instead when the other side does not read what it was sent. */
  send(text: string): void;
  /** @param code RFC 6455, 7.4. */
  close(code: number, reason: string): void;
}

/** What a module does with one WebSocket. */
export interface WebSocketSession {
  /**
   * One message after another: the next waits until this has been handled, and the sender is slowed down when many wait.
   * One that fails closes the connection.
   */
  message(data: string | Uint8Array): Promise<void> | void;
  /** Once, after the last message, however the connection ended. */
  closed(): Promise<void> | void;
}

/**
 * A path at which a provider opens WebSockets with a protocol of its own. Pages cannot use one: the
 * provider proves who it is by signature or in the first message, never by a cookie or an origin.
 */
export interface WebSocketRoute {
  readonly path: string;
  /** Before the handshake is answered; false is answered with 401. */
  admit(handshake: Handshake): boolean;
  open(socket: WebSocketEnd): WebSocketSession;
}

export interface WebSocketOptions {
  readonly log?: WorkLog;
  /** Number of trusted proxies in front of the service. Default 0. */
  readonly proxyHops?: number;
  /** Bytes of one message; a larger one closes its connection (1009). Default 65 536. */
  readonly maxPayload?: number;
  /** Connections of this process; another is answered with 503. Default 1 000. */
  readonly maxConnections?: number;
  /** Milliseconds between pings; a connection from which nothing came since the last is cut. Default 15 000. */
  readonly pingEvery?: number;
}

/** Messages of one connection that may wait for their turn before reading stops. */
const MAX_WAITING = 100;
/** Bytes that the other side may leave unread, some minutes of telephone audio. */
const MAX_UNREAD = 4 * 1_048_576;
/** Milliseconds that the other side has to answer a close. */
const LINGER_MS = 1_000;

/** Service restart (RFC 6455 registry): connect again, to another process. */
const RESTARTING = 1012;
const INTERNAL = 1011;
const OVERLOADED = 1013;

interface Connection {
  /** Whether anything came since the last ping. */
  alive: boolean;
  /** We have ended it: what it still sends is not read. What it sent before it broke by itself is. */
  ended: boolean;
  /** Resolves when its session has ended. */
  done: Promise<void>;
}

/** WebSockets on the port that the API and Socket.IO use, at the paths of modules. */
export class WebSockets {
  readonly #routes: ReadonlyMap<string, WebSocketRoute>;
  readonly #options: Required<WebSocketOptions>;
  readonly #server: WebSocketServer;
  readonly #open = new Map<WebSocket, Connection>();
  readonly #pinger: NodeJS.Timeout;
  #stopping = false;

  constructor(routes: readonly WebSocketRoute[], options: WebSocketOptions = {}) {
    this.#routes = new Map(routes.map((route) => [route.path, route]));
    this.#options = {
      log: NO_LOG,
      proxyHops: 0,
      maxPayload: 65_536,
      maxConnections: 1_000,
      pingEvery: 15_000,
      ...options,
    };
    const { maxPayload, pingEvery } = this.#options;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload,
      // Audio does not compress, and each compressed connection costs memory.
      perMessageDeflate: false,
    });
    this.#pinger = setInterval(() => this.#ping(), pingEvery);
    this.#pinger.unref();
  }

  /** Answers handshakes at its paths; others are left to Socket.IO. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const route = this.#routes.get(pathOf(request.url));
      if (route !== undefined) this.#upgrade(route, request, socket, head);
    });
  }

  /** Open connections. */
  get connections(): number {
    return this.#open.size;
  }

  /** Closes every connection and waits until its session has ended, at most `timeout` milliseconds. */
  async stop(timeout: number): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#pinger);
    const sessions = [...this.#open].map(([socket, { done }]) => {
      this.#end(socket, RESTARTING, 'the service restarts');
      return done;
    });
    const waiting = new AbortController();
    const late = delay(timeout, undefined, { signal: waiting.signal }).catch(() => {
      // All sessions have ended in time.
    });
    await Promise.race([Promise.allSettled(sessions), late]);
    waiting.abort();
  }

  #upgrade(route: WebSocketRoute, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until the handshake has been answered the socket has no other listener.
    const broken = () => socket.destroy();
    socket.on('error', broken);
    const headers = request.headers as Handshake['headers'];
    const full = this.#stopping || this.#open.size >= this.#options.maxConnections;
    if (full || !route.admit({ path: request.url ?? route.path, headers })) {
      refuse(socket, full ? 503 : 401);
      return;
    }
    const address = addressOf(request, headers['x-forwarded-for'], this.#options.proxyHops);
    const context = {
      operation: `socket ${route.path}`,
      share: shareOf(ANONYMOUS, countedAddress(address)),
    };
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      socket.off('error', broken);
      runInContext(context, () => this.#serve(route, opened));
    });
  }

  #serve(route: WebSocketRoute, socket: WebSocket): void {
    const { log } = this.#options;
    const session = route.open({
      send: (text) => {
        if (socket.readyState !== WebSocket.OPEN) return;
        if (socket.bufferedAmount > MAX_UNREAD) this.#end(socket, OVERLOADED, 'too much is unread');
        else socket.send(text);
      },
      close: (code, reason) => this.#end(socket, code, reason),
    });
    const failed = (error: unknown) => {
      log.error({ path: route.path, reason: describeFailure(error) }, 'a WebSocket message failed');
      this.#end(socket, INTERNAL, 'the message could not be handled');
    };
    let turn: Promise<void> = Promise.resolve();
    let waiting = 0;
    const entry: Connection = { alive: true, ended: false, done: Promise.resolve() };
    this.#open.set(socket, entry);
    socket.on('message', (data, isBinary) => {
      entry.alive = true;
      waiting += 1;
      if (waiting >= MAX_WAITING) socket.pause();
      turn = turn
        .then(() => (entry.ended ? undefined : session.message(given(data, isBinary))))
        .catch(failed)
        .then(() => {
          waiting -= 1;
          if (waiting < MAX_WAITING && socket.isPaused) socket.resume();
        });
    });
    socket.on('pong', () => {
      entry.alive = true;
    });
    // A close follows every error; what was wrong is in its code.
    socket.on('error', () => {});
    entry.done = new Promise((done) => {
      socket.once('close', () => {
        this.#open.delete(socket);
        const ended = turn.then(() => session.closed()).catch(failed);
        void ended.then(done);
      });
    });
  }

  #end(socket: WebSocket, code: number, reason: string): void {
    const connection = this.#open.get(socket);
    if (connection !== undefined) connection.ended = true;
    socket.resume();
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), LINGER_MS).unref();
  }

  #ping(): void {
    for (const [socket, entry] of this.#open) {
      if (!entry.alive && !socket.isPaused) {
        socket.terminate();
        continue;
      }
      entry.alive = false;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }
  }
}

function given(data: RawData, isBinary: boolean): string | Uint8Array {
  const bytes = data as Buffer;
  return isBinary ? new Uint8Array(bytes) : bytes.toString('utf8');
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    () => socket.destroy(),
  );
}
