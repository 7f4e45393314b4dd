import { pipeline, Readable } from 'node:stream';
import type { Exchange } from './exchange.ts';

export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

/** The body of a reply that is sent as it is read, such as audio. */
export class StreamBody {
  /** Bytes. */
  readonly length: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Where the contract gives several types: which it is. */
  readonly mediaType: string | null;

  constructor(length: number, chunks: AsyncIterable<Uint8Array>, mediaType: string | null = null) {
    this.length = length;
    this.chunks = chunks;
    this.mediaType = mediaType;
  }
}

/** A reply about to be sent. `body` is undefined for one without, and a text where its type is not JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * On every reply of the API. Replies are about people's health: no cache stores them, no browser guesses their type,
 * and opened as a page they can load nothing and be framed by nothing.
 */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
};

/** The same as a flat list of names and values, which Node takes unchanged; an object is iterated and copied. */
const API_HEADER_LIST = Object.entries(API_HEADERS).flat();

/**
 * Sends a reply unless the caller has disconnected. Nothing is sent twice. A reply's own `cache-control` has
 * precedence.
 */
export function send(exchange: Exchange, reply: Reply, mediaType: string): void {
  const { res, context, extraHeaders } = exchange;
  if (res.headersSent || res.destroyed) return;
  const headers = [
    ...API_HEADER_LIST,
    'x-correlation-id',
    context.correlationId,
    'traceparent',
    context.traceparent,
  ];
  if (reply.headers['cache-control'] !== undefined) headers.splice(0, 2);
  for (const name in extraHeaders) headers.push(name, extraHeaders[name] as string);
  for (const name in reply.headers) headers.push(name, reply.headers[name] as string);
  if (reply.body === undefined) {
    if (reply.status !== 204) headers.push('content-length', '0');
    res.writeHead(reply.status, headers);
    res.end();
    return;
  }
  if (reply.body instanceof StreamBody) {
    headers.push(
      'content-type',
      reply.body.mediaType ?? mediaType,
      'content-length',
      String(reply.body.length),
    );
    res.writeHead(reply.status, headers);
    if (exchange.method === 'HEAD') res.end();
    // A failure ends the connection, so that the caller sees that bytes are missing; the source of the chunks logs why.
    else pipeline(Readable.from(reply.body.chunks), res, () => {});
    return;
  }
  const text = mediaType.endsWith('json') ? JSON.stringify(reply.body) : String(reply.body);
  headers.push('content-type', `${mediaType}; charset=utf-8`);
  headers.push('content-length', String(Buffer.byteLength(text)));
  res.writeHead(reply.status, headers);
  if (exchange.method === 'HEAD') res.end();
  else res.end(text);
}
