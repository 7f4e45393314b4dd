import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ReplyFault, sendFaulty } from '../../sandbox/local-server.ts';

/** What the next request meets in place of a good reply. Only with a status is the push not accepted. */
export type PushSandboxFault =
  | ReplyFault
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** The reply byte by byte, one every `everyMs`, from its headers on. */
  | { readonly kind: 'drip'; readonly everyMs: number };

/** Sends what becomes of a good reply; with a `status`, the caller does. */
export async function sendFault(
  response: ServerResponse,
  fault: Exclude<PushSandboxFault, { kind: 'status' }>,
  good: { readonly status: number; readonly body: unknown },
): Promise<void> {
  if (fault.kind !== 'drip') return sendFaulty(response, fault, () => good.body);
  const text = JSON.stringify(good.body);
  const head = `HTTP/1.1 ${good.status} OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n`;
  const { socket } = response;
  for (const byte of `${head}${text}`) {
    if (socket === null || socket.destroyed) return;
    socket.write(byte);
    await wait(fault.everyMs, undefined, { ref: false });
  }
}
