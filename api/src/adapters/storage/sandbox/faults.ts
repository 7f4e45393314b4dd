import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What the server answers. */
export interface ObjectReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the next request meets in place of a good reply. */
export type StorageSandboxFault =
  /** The connection is reset: at once, or in the middle of the reply. */
  | { readonly kind: 'reset'; readonly at: 'headers' | 'reply' }
  /** Nothing more comes, and the connection stays open. */
  | { readonly kind: 'hang'; readonly at: 'headers' | 'reply' }
  /** The reply in pieces of `bytes`, one every `everyMs`. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** An error reply of the provider, before the request is acted upon. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  /** The page of a proxy, with status 200. */
  | { readonly kind: 'html' }
  /** The connection closes after half of what was announced. */
  | { readonly kind: 'truncated' }
  /** A complete reply with half of the document or file. */
  | { readonly kind: 'cut' }
  /** One bit of the reply is another. */
  | { readonly kind: 'corrupted' }
  /** An error with status 200, as after a long time of work that failed. */
  | { readonly kind: 'error_in_reply'; readonly code: string }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string };

/** Sends a good reply, or what becomes of it. */
export async function send(
  response: ServerResponse,
  reply: ObjectReply,
  fault: StorageSandboxFault | null,
): Promise<void> {
  const { status, headers, body } = reply;
  const half = body.subarray(0, Math.floor(body.length / 2));
  const whole = (code: number, more: Readonly<Record<string, string>>, content: Buffer) => {
    response.writeHead(code, { ...more, 'content-length': content.length });
    response.end(content);
  };
  switch (fault?.kind) {
    case 'reset':
      if (fault.at === 'reply') await begin(response, reply, half);
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      if (fault.at === 'reply') await begin(response, reply, half);
      return;
    case 'truncated':
      await begin(response, reply, half);
      response.socket?.end();
      return;
    case 'drip':
      await drip(response, reply, fault);
      return;
    case 'html':
      return whole(200, { 'content-type': 'text/html' }, Buffer.from('<html><body><h1>It works!</h1><br>'));
    case 'cut':
      return whole(status, headers, half);
    case 'corrupted':
      return whole(status, headers, Buffer.from(body).fill((body[0] ?? 0) ^ 1, 0, 1));
    case 'redirect':
      return whole(fault.status, { location: fault.location }, Buffer.alloc(0));
    default:
      return whole(status, headers, body);
  }
}

/** The headers announce the whole. */
async function begin(
  response: ServerResponse,
  { status, headers, body }: ObjectReply,
  part: Buffer,
): Promise<void> {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  await new Promise<void>((resolve) => response.write(part.length > 0 ? part : ' ', () => resolve()));
}

async function drip(
  response: ServerResponse,
  { status, headers, body }: ObjectReply,
  { bytes, everyMs }: { readonly bytes: number; readonly everyMs: number },
): Promise<void> {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    response.write(body.subarray(at, at + bytes));
    await wait(everyMs, undefined, { ref: false });
  }
  response.end();
}
