import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the body. */
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly aggregate: { readonly id: string };
    readonly data: Readonly<Record<string, unknown>>;
  };
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A partner's server on this machine. It keeps what it gets and answers 204, unless `answer` says otherwise. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answer: (received: Received) => Answer = () => ({ status: 204 });
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const headers = request.headers as Record<string, string>;
        const received = { path: request.url ?? '', headers, body, event: JSON.parse(body) };
        this.received.push(received);
        const { status, body: reply, headers: more } = this.answer(received);
        response.writeHead(status, more).end(reply);
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  /** An address of this server; what arrives is known by its path. */
  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** Checks the signature with the library of the standard. @throws where it is not valid. */
export function verified({ body, headers }: Received, secret: string): unknown {
  return new Webhook(secret).verify(body, headers);
}
