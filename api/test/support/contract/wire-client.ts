/** Sends exactly the given bytes: `fetch` would correct what a bad client sends. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isOverload } from '../overload.ts';

export interface WireReply {
  readonly status: number;
  readonly type: string;
  /** Seconds of `Retry-After`; NaN without it. */
  readonly retryAfter: number;
  readonly body: string;
}

export interface WireRequest {
  readonly method: string;
  /** Path and query as they are sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

/** A client over a few reused connections. Close it when done. */
export function wireClient(url: string, connections = 8) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function send({ method, target, headers: given, body }: WireRequest): Promise<WireReply> {
    // Node does not frame the body of a GET or DELETE by itself, and its bytes would be read as the next request.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const headers = { ...length, ...given };
    return new Promise((done, fail) => {
      const sent = request(
        { hostname, port, agent, method: method.toUpperCase(), path: target, headers },
        (reply) => {
          const parts: Buffer[] = [];
          reply.on('data', (part: Buffer) => parts.push(part));
          reply.on('error', fail);
          reply.on('end', () =>
            done({
              status: reply.statusCode ?? 0,
              type: String(reply.headers['content-type'] ?? ''),
              retryAfter: Number(reply.headers['retry-after'] ?? Number.NaN),
              body: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      // A service may reject a huge body and close the connection before it has all of it; the reply then came first.
      sent.on('error', fail);
      sent.setTimeout(240_000, () => sent.destroy(new Error('no reply within 240 s')));
      sent.end(body);
    });
  }

  /** Sends a request until the answer is another than that of an overloaded service, which is no fault of the request. */
  async function sendServed(wanted: WireRequest): Promise<WireReply> {
    for (;;) {
      const reply = await send(wanted);
      const code = reply.status === 503 ? (JSON.parse(reply.body) as { code?: string }).code : undefined;
      if (!isOverload({ status: reply.status, code, retryAfter: reply.retryAfter })) return reply;
      // pause: the seconds that the service asks for
      await delay(reply.retryAfter * 1_000);
    }
  }

  /** Sends raw bytes on a connection of their own and returns the first line of the answer. */
  function raw(bytes: string): Promise<string> {
    return new Promise((done, fail) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.setTimeout(5_000, () => socket.destroy());
      socket.on('data', (part) => {
        text += String(part);
      });
      socket.on('error', fail);
      socket.on('close', () => done(text.split('\r\n')[0] ?? ''));
    });
  }

  return { send, sendServed, raw, close: () => agent.destroy() };
}
