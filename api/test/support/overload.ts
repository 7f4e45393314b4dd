import { setTimeout as delay } from 'node:timers/promises';

/** What the contract says about a 503: one of these codes, and when to retry. */
const CODES = ['overloaded', 'dependency_down'];

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: number;
}

/** Reads a whole reply, as far as tests of a rush need it. */
export async function answerOf(reply: Response): Promise<Answer> {
  const text = await reply.text();
  const problem = reply.headers.get('content-type')?.startsWith('application/problem+json') === true;
  return {
    status: reply.status,
    code: problem ? JSON.parse(text).code : undefined,
    retryAfter: Number(reply.headers.get('retry-after') ?? Number.NaN),
  };
}

/** Whether this is the documented answer of an overloaded service. */
export function isOverload({ status, code, retryAfter }: Answer): boolean {
  return status === 503 && CODES.includes(code ?? '') && retryAfter > 0;
}

/**
 * Sends a request until there is another answer than an overload, as a client does: after the seconds of `Retry-After`.
 */
export async function untilServed(ask: () => Promise<Response>): Promise<Answer> {
  for (;;) {
    const answer = await answerOf(await ask());
    if (!isOverload(answer)) return answer;
    await delay(answer.retryAfter * 1_000);
  }
}
