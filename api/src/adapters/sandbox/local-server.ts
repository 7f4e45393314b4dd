import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The HTTP server of a provider's sandbox, on a local port. Connections of requests that fail are closed. */
export class LocalServer {
  readonly #server: Server;
  #open = 0;

  constructor(serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void) {
    this.#server = createServer((request, response) => {
      const served = async () => serve(request, response);
      served().catch(() => response.destroy());
    });
    this.#server.on('connection', (socket) => {
      this.#open += 1;
      socket.once('close', () => {
        this.#open -= 1;
      });
    });
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#open;
  }

  /** Listens on a free port by default, and lets the process end. @returns the address, without a path. */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    this.#server.unref();
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all connections. Afterwards the port refuses new ones. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** What may happen to a good reply of any protocol on its way. */
export type ReplyFault =
  | { readonly kind: 'reset' }
  /** No reply at all. */
  | { readonly kind: 'hang' }
  /** The page of a proxy, with status 200. */
  | { readonly kind: 'html' }
  /** JSON cut in the middle. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number };

/** Sends what becomes of a good reply. */
export function sendFaulty(response: ServerResponse, fault: ReplyFault, body: () => unknown): void {
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body><h1>It works!</h1></body></html>');
      return;
    case 'truncated': {
      const whole = JSON.stringify(body());
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(whole.slice(0, Math.ceil(whole.length / 2)));
      return;
    }
    case 'redirect':
      response.writeHead(fault.status ?? 302, { location: fault.location });
      response.end();
  }
}
