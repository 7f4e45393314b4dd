import type { Exchange } from './exchange.ts';

export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

/** A reply about to be sent. `body` is undefined for one without. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Replies of the API are about people's health: no cache keeps them, no browser guesses or frames them. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Sends a reply unless the caller is gone. Nothing is sent twice. */
export function send(exchange: Exchange, reply: Reply, mediaType: string, common = API_HEADERS): void {
  const { res } = exchange;
  if (res.headersSent || res.destroyed) return;
  const headers: Record<string, string | number> = { ...common, ...exchange.replyHeaders, ...reply.headers };
  if (reply.body === undefined) {
    res.writeHead(reply.status, reply.status === 204 ? headers : { ...headers, 'content-length': 0 });
    res.end();
    return;
  }
  const text = JSON.stringify(reply.body);
  headers['content-type'] = `${mediaType}; charset=utf-8`;
  headers['content-length'] = Buffer.byteLength(text);
  res.writeHead(reply.status, headers);
  if (exchange.method === 'HEAD') res.end();
  else res.end(text);
}
