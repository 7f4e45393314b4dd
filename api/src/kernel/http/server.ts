import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContractMount } from './mount.ts';

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
    const finished = await Promise.race([this.mount.idle().then(() => true as const), late]);
    clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    this.server.closeAllConnections();
    await closed;
    return finished;
  }
}
