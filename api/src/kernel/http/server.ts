import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { makeContext } from '../observability/context.ts';
import { Problem } from '../problem.ts';
import { problemBody } from './failure.ts';
import type { ContractMount } from './mount.ts';
import { PROBLEM_TYPE } from './reply.ts';

/** The HTTP server of one process: starts, and stops without cutting anybody off. */
export class HttpServer {
  /** For Socket.IO, which shares the port. */
  readonly server: Server;
  private readonly mount: ContractMount;

  constructor(mount: ContractMount) {
    this.mount = mount;
    this.server = createServer((req, res) => mount.handle(req, res));
    // Longer than the usual 60 s of balancers, so that it is never us who closes a connection they are about to use.
    this.server.keepAliveTimeout = 65_000;
    this.server.headersTimeout = 20_000;
    this.server.requestTimeout = 60_000;
    this.server.on('clientError', refuseGarbage);
  }

  /** @returns where it listens; port 0 takes a free one. */
  async listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    const address = this.server.address() as AddressInfo;
    const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    return { port: address.port, url: `http://${shown}:${address.port}` };
  }

  /**
   * Waits for running requests, then closes. Whoever asks meanwhile is refused by the mount (503); connections still
   * open after `timeout` milliseconds are cut.
   * @returns whether every request finished in time.
   */
  async close(timeout: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), timeout);
    });
    const finished = await Promise.race([this.settled().then(() => true as const), late]);
    clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    this.server.closeAllConnections();
    await closed;
    return finished;
  }

  /** No request is running, and none was lying unread in a socket: closing then would cut it off without an answer. */
  private async settled(): Promise<void> {
    for (;;) {
      await this.mount.idle();
      const served = this.mount.served;
      await delay(QUIET_MS);
      if (this.mount.inFlight === 0 && this.mount.served === served) return;
    }
  }
}

/** Milliseconds without a request after which what had reached us when the stop began has been read. */
const QUIET_MS = 50;

/** What is not HTTP never becomes an exchange, and is refused in the same form. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = new Problem(tooLarge ? 'payload_too_large' : 'invalid_request', {
    detail: tooLarge ? 'The headers are too large.' : 'This is not an HTTP request.',
  });
  const text = JSON.stringify(problemBody(problem, makeContext(undefined, undefined).correlationId));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: ${PROBLEM_TYPE}; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
}
