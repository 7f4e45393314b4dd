import { setTimeout as delay } from 'node:timers/promises';

/** What the contract says of a 503: one of these codes, and when to ask again. */
const CODES = ['overloaded', 'dependency_down'];

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: number;
}

/** Reads a reply whole, as far as tests of a rush look at it. */
export async function answerOf(reply: Response): Promise<Answer> {
  const text = await reply.text();
  const problem = reply.headers.get('content-type')?.startsWith('application/problem+json') === true;
  return {
    status: reply.status,
    code: problem ? JSON.parse(text).code : undefined,
    retryAfter: Number(reply.headers.get('retry-after') ?? Number.NaN),
  };
}

/** Whether this is the documented answer of a service with too much to do at this moment. */
export function isOverload({ status, code, retryAfter }: Answer): boolean {
  return status === 503 && CODES.includes(code ?? '') && retryAfter > 0;
}

/** Asks until there is another answer than an overload, as a client does: after the seconds it was told. */
export async function untilServed(ask: () => Promise<Response>): Promise<Answer> {
  for (;;) {
    const answer = await answerOf(await ask());
    if (!isOverload(answer)) return answer;
    await delay(answer.retryAfter * 1_000);
  }
}
