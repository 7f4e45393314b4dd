import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { parse } from 'node:querystring';
import { ANONYMOUS, type Principal } from '../auth/principal.ts';
import { makeContext, type WorkContext } from '../observability/context.ts';
import type { ContractOperation } from './contract/document.ts';
import type { EngineRequest } from './contract/request.ts';
import type { Credentials } from './credentials.ts';

/** One request and its reply on their way through the service: the argument of the engine and every hook. */
export class Exchange implements EngineRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly context: WorkContext;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The caller's address; behind trusted proxies, the address they name. */
  readonly ip: string;
  readonly startedAt: number;
  params: Record<string, unknown> = {};
  query: Record<string, unknown>;
  body: unknown = undefined;
  /** The bytes of the body as they arrived, where the operation takes requests that a provider signed. */
  raw: Uint8Array | null = null;
  mediaType: string | undefined = undefined;
  operation: ContractOperation | undefined = undefined;
  principal: Principal = ANONYMOUS;
  credentials: Credentials | undefined = undefined;
  /** Whether the request satisfies one of the operation's security alternatives. */
  authorized = false;
  /** Whether a provider signed the request, where `x-access` admits those. */
  signed = false;
  /** Whether the body was read, which can be done once. */
  bodyRead = false;
  /**
   * Seconds until the caller is within the limit of the operation again, where that leaves to the operation whom it
   * refuses; null within it.
   */
  overLimit: number | null = null;
  /** Why a presented credential is invalid. It rejects the request even where none was needed. */
  refusal: unknown = undefined;
  /** What every problem in reply to this request says beside the usual, whichever step refuses it. */
  problemMembers: Readonly<Record<string, string>> | undefined = undefined;
  /** Headers of every reply to this request beside the usual ones; set by limits and CORS. */
  extraHeaders: Record<string, string> | undefined = undefined;

  constructor(req: IncomingMessage, res: ServerResponse, proxyHops: number) {
    this.req = req;
    this.res = res;
    this.startedAt = performance.now();
    // Only set-cookie is ever a list, and requests have none.
    this.headers = req.headers as Record<string, string | undefined>;
    this.context = makeContext(this.headers['x-correlation-id'], this.headers.traceparent);
    this.method = req.method ?? 'GET';
    const url = req.url ?? '/';
    const mark = url.indexOf('?');
    this.path = mark === -1 ? url : url.slice(0, mark);
    this.query = mark === -1 ? {} : (parse(url.slice(mark + 1)) as Record<string, unknown>);
    this.ip = addressOf(req, this.headers['x-forwarded-for'], proxyHops);
  }

  /** Adds a header to the reply, whatever it is. */
  addHeader(name: string, value: string): void {
    this.extraHeaders ??= {};
    this.extraHeaders[name] = value;
  }

  /** The operation, once routing has found it. @throws Error before that: a step is in the wrong place. */
  get routed(): ContractOperation {
    if (this.operation === undefined) throw new Error('the request is not routed yet');
    return this.operation;
  }

  /** A name for logs and metrics that holds nothing the caller typed: the operation or a fixed word. */
  get label(): string {
    return this.operation?.operationId ?? 'unrouted';
  }
}

/**
 * Each trusted proxy appends the address it saw: the caller is that many entries from the right. Some append the port
 * too, which differs for every connection; an invalid address counts as not given.
 */
export function addressOf(req: IncomingMessage, forwarded: string | undefined, proxyHops: number): string {
  if (proxyHops > 0 && forwarded !== undefined) {
    const hops = forwarded.split(',');
    const named = hops[Math.max(0, hops.length - proxyHops)]?.trim();
    const address = /^\[(.+)\](?::\d+)?$/.exec(named ?? '')?.[1] ?? named?.replace(/^([\d.]+):\d+$/, '$1');
    if (address !== undefined && isIP(address) !== 0) return unmapped(address);
  }
  return unmapped(req.socket.remoteAddress ?? 'unknown');
}

/** A listener for both families shows IPv4 callers as ::ffff:192.0.2.1; they count and are recorded as IPv4. */
function unmapped(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
