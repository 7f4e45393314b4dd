import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../ground/problem.ts';
import { makeContext } from '../observability/context.ts';
import { problemBody } from './failure.ts';
import { type Listening, listenOn } from './listen.ts';
import type { ContractMount } from './mount.ts';
import { API_HEADERS, PROBLEM_TYPE } from './reply.ts';

/** Where Socket.IO answers, on the port it shares with the API. */
const SOCKETS = '/socket.io/';

/** The path of a request without its query. */
export function pathOf(url = '/'): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

/** Two years, the whole host (RFC 6797): required by its preload list. Browsers honour it over TLS only. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

export interface HttpServerOptions {
  /** People reach the service over TLS: browsers are instructed never to use plain HTTP. */
  readonly strictTransport?: boolean;
  /** Whether a path takes WebSockets beside those of Socket.IO. Default: none does. */
  readonly takesWebSockets?: (path: string) => boolean;
  /** Milliseconds a client has to send its headers. Default 20 000. */
  readonly headersTimeout?: number;
  /** Milliseconds a client has to send a whole request. Default 60 000. */
  readonly requestTimeout?: number;
}

/** The HTTP server of one process: starts, and stops without cutting off requests. */
export class HttpServer {
  /** For Socket.IO, which shares the port. */
  readonly server: Server;
  private readonly mount: ContractMount;
  private readonly strictTransport: boolean;
  private readonly takesWebSockets: (path: string) => boolean;
  private listening: Listening | undefined;

  constructor(mount: ContractMount, options: HttpServerOptions = {}) {
    const { strictTransport = false, headersTimeout = 20_000, requestTimeout = 60_000 } = options;
    this.takesWebSockets = options.takesWebSockets ?? (() => false);
    this.mount = mount;
    this.strictTransport = strictTransport;
    this.server = createServer(
      {
        headersTimeout,
        requestTimeout,
        // How often connections are checked for those that are over their time.
        connectionsCheckingInterval: Math.min(headersTimeout, 5_000),
        shouldUpgradeCallback: (req) => this.upgrades(req),
      },
      (req, res) => mount.handle(req, res),
    );
    // Longer than the usual 60 s of balancers, so that the service never closes a connection they are about to use.
    this.server.keepAliveTimeout = 65_000;
    this.server.on('clientError', rejectNonHttp);
  }

  /** @returns where it listens, see {@link listenOn}. */
  async listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }> {
    // Last of all that share the port, and so the first to be called.
    this.server.prependListener('request', (req, res) => this.harden(req, res));
    this.listening = await listenOn(this.server, port, host);
    return this.listening;
  }

  /**
   * Waits for running requests, then closes. New requests are rejected by the mount (503); connections still open after
   * `timeout` milliseconds are cut.
   * @returns whether every request finished in time.
   */
  async close(timeout: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), timeout);
    });
    const finished = await Promise.race([this.settled().then(() => true as const), late]);
    clearTimeout(timer);
    const closed = Promise.all([
      new Promise<void>((resolve) => this.server.close(() => resolve())),
      this.listening?.close(),
    ]);
    this.server.closeIdleConnections();
    this.server.closeAllConnections();
    await closed;
    return finished;
  }

  /**
   * Whether a request becomes a WebSocket, of Socket.IO or of a module. Any other `Upgrade` (`h2c` of `curl --http2`, WebSockets
   * elsewhere) is an offer that is not accepted, and the request is answered without it (RFC 9110, 7.8).
   */
  private upgrades({ url, headers }: IncomingMessage): boolean {
    return (
      headers.upgrade?.toLowerCase() === 'websocket' &&
      (url?.startsWith(SOCKETS) === true || this.takesWebSockets(pathOf(url))) &&
      this.server.listenerCount('upgrade') > 0
    );
  }

  /** Headers of every answer on this port, also Socket.IO's, which do not come through the mount. */
  private harden(req: IncomingMessage, res: ServerResponse): void {
    if (this.strictTransport) res.setHeader('strict-transport-security', STRICT_TRANSPORT);
    if (req.url?.startsWith(SOCKETS) === true) {
      for (const [name, value] of Object.entries(API_HEADERS)) res.setHeader(name, value);
    }
  }

  /** No request is running, and none is unread in a socket: closing then would cut it off without an answer. */
  private async settled(): Promise<void> {
    for (;;) {
      await this.mount.idle();
      const served = this.mount.served;
      await delay(QUIET_MS);
      if (this.mount.inFlight === 0 && this.mount.served === served) return;
    }
  }
}

/** Milliseconds without a request after which everything that had arrived when the stop began has been read. */
const QUIET_MS = 50;

/** Milliseconds a rejected client has to read why; closing at once could discard the answer (TCP reset). */
const LINGER_MS = 1_000;

const DETAILS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The headers are too large.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive in time.',
};

/** Bytes that are not HTTP never become an exchange, and are rejected in the same form. */
function rejectNonHttp(error: NodeJS.ErrnoException, socket: Duplex): void {
  // The server keeps sockets half open: one whose client never closes its side would stay forever.
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(lingering));
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = new Problem(tooLarge ? 'payload_too_large' : 'invalid_request', {
    detail: DETAILS[error.code ?? ''] ?? 'This is not an HTTP request.',
  });
  const text = JSON.stringify(problemBody(problem, makeContext(undefined, undefined).correlationId));
  const headers = Object.entries(API_HEADERS)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: ${PROBLEM_TYPE}; charset=utf-8\r\n${headers}` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
}
