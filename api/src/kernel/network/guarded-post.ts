import { lookup as resolveName } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Finds the addresses of a host, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface GuardOptions {
  /** For development: also lets requests to this machine itself go, over HTTP too. */
  readonly loopback: boolean;
  /** Default: the resolver of the system. */
  readonly resolve?: Resolve;
}

/** The address is one that nothing may be sent to. Does not name it: it says something about our network. */
export class BlockedAddress extends Error {
  override readonly name = 'BlockedAddress';
  readonly code = 'blocked_address';

  constructor() {
    super('the address is not on the public internet');
  }
}

export interface GuardedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** For everything from the look-up to the end of the reply, milliseconds. */
  readonly timeoutMs: number;
  /** How much of the reply is read; then the connection is closed. */
  readonly maxReplyBytes: number;
}

export interface GuardedReply {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Its beginning. */
  readonly body: string;
}

const SYSTEM: Resolve = (hostname) => resolveName(hostname, { all: true, verbatim: true });

/**
 * Posts to an address that somebody outside chose. The host is resolved once, every one of its addresses is checked, and the
 * connection goes to these addresses and no others: a name that resolves differently the next time changes nothing. No
 * redirect is followed, no proxy used, no connection kept.
 * @throws BlockedAddress before anything is sent; the errors of Node's HTTP client, `TimeoutError` among them.
 */
export async function guardedPost(request: GuardedRequest, guard: GuardOptions): Promise<GuardedReply> {
  const url = new URL(request.url);
  checkUrl(url, guard);
  const signal = AbortSignal.timeout(request.timeoutMs);
  const reply = await post(url, request, guard, signal);
  try {
    return {
      status: reply.statusCode ?? 0,
      retryAfter: reply.headers['retry-after'] ?? null,
      body: await beginning(reply, request.maxReplyBytes),
    };
  } finally {
    reply.destroy();
  }
}

/**
 * What is known without resolving the host: the scheme, credentials in the address, and an address in place of a name,
 * which `URL` has already brought from its decimal, octal, hexadecimal and short forms into the usual one.
 * @throws BlockedAddress
 */
export function checkUrl(url: URL, guard: GuardOptions): void {
  const host = hostOf(url);
  const local = guard.loopback && (host === 'localhost' || isLoopbackAddress(host));
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) throw new BlockedAddress();
  if (url.username !== '' || url.password !== '') throw new BlockedAddress();
  if (isIP(host) !== 0) checkAddress(host, guard);
  else if (!local && (!host.includes('.') || LOCAL_NAME.test(host))) throw new BlockedAddress();
}

/** Names that never belong to the public internet (RFC 6761, RFC 6762, and what networks use inside). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|corp|home)\.?$/;

/** A name, or an address without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function checkAddress(address: string, { loopback }: GuardOptions): void {
  if (isPublicAddress(address) || (loopback && isLoopbackAddress(address))) return;
  throw new BlockedAddress();
}

/** The look-up of the connection itself: what it finds is checked, and is what the connection uses. */
function pinned(guard: GuardOptions): LookupFunction {
  const { resolve = SYSTEM } = guard;
  return (hostname, options, done) => {
    const found = resolve(hostname).then((addresses) => {
      if (addresses.length === 0) throw new BlockedAddress();
      // One that is not public among public ones is an attempt, or a fault that must be seen.
      for (const { address } of addresses) checkAddress(address, guard);
      return addresses.map(({ address, family }) => ({ address, family }));
    });
    found.then(
      (addresses) => {
        if (options.all === true) return done(null, addresses);
        const [first] = addresses as [(typeof addresses)[number]];
        done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    );
  };
}

function post(
  url: URL,
  { headers, body }: GuardedRequest,
  guard: GuardOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request(url, {
      method: 'POST',
      // Its own connection: one that is kept open was resolved earlier.
      agent: false,
      lookup: pinned(guard),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal,
    });
    request.once('response', resolve);
    request.once('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    request.end(body);
  });
}

/** A body that is cut off or never ends changes nothing of the status, which came before it. */
async function beginning(reply: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxBytes) break;
    }
  } catch {
    // What has come is all that there is.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}
