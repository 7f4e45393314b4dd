import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between a page and a service and can go silent as a dead network does: connections stay open, new ones are
 * accepted, and no byte passes either way.
 */
export class TcpProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  #silent = false;

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async before(target: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        from.on('data', (bytes) => void to.write(bytes));
        from.on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
        // A reset by either side: 'close' follows and ends the other.
        from.on('error', () => undefined);
        if (proxy.#silent) from.pause();
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, sockets);
    return proxy;
  }

  silence(): void {
    this.#silent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  restore(): void {
    this.#silent = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
