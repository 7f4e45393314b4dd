import type { Envelope } from './listening.ts';
import { signedHeaders } from './signing.ts';

const TIMEOUT_MS = 15_000;

/** Sends an event to a receiver, signed. @returns its status; null where it could not be reached. */
export async function forward(event: Envelope, to: string, secret: string): Promise<number | null> {
  const body = JSON.stringify(event);
  try {
    const reply = await fetch(to, {
      method: 'POST',
      headers: signedHeaders(event.id, body, secret),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await reply.body?.cancel();
    return reply.status;
  } catch {
    return null;
  }
}
