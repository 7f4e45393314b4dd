import type { Exchange } from '../exchange.ts';
import type { Replay } from '../idempotency/once.ts';
import type { Reply } from '../reply.ts';

/** The answer to a request: what its handler returned, or the stored reply of an earlier request with its key. */
export type Answer = Reply | Replay;

/** Whether an answer is a stored reply, which was checked, and recorded as a change, when it was first sent. */
export function isReplay(answer: Answer): answer is Replay {
  return 'mediaType' in answer;
}

/**
 * One step of the pipeline. It passes the request on by returning nothing, ends it by returning the answer, and rejects
 * it by throwing a Problem. Steps that need not wait return no promise: an await costs more than most of them do.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a step that passes the request on returns nothing.
export type Step = (exchange: Exchange) => Promise<Answer | undefined | void> | Answer | undefined | void;

/** Runs steps in order. @returns the answer of the first that ends the request, undefined when all passed it on. */
export async function runSteps(steps: readonly Step[], exchange: Exchange): Promise<Answer | undefined> {
  for (const step of steps) {
    const outcome = step(exchange);
    if (outcome === undefined) continue;
    const answer = await outcome;
    if (answer !== undefined) return answer;
  }
  return undefined;
}
