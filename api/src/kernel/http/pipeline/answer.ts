import { mayRead } from '../contract/extensions/access.ts';
import type { Exchange } from '../exchange.ts';
import { withoutRecord } from '../failure.ts';
import { JSON_TYPE, send } from '../reply.ts';
import { type Answer, isReplay } from './step.ts';

/** Whether the caller may read the record that the operation writes. */
export function mayReadRecord({ operation, principal }: Exchange): boolean {
  return operation === undefined || mayRead(operation.access, principal);
}

/**
 * The part of an answer that a caller without read access may see. Stored replies pass here too: they are stored whole.
 */
export function withheld(exchange: Exchange, answer: Answer): Answer {
  if (mayReadRecord(exchange)) return answer;
  if (isReplay(answer) && answer.status >= 400) {
    const readable = withoutRecord(JSON.parse(answer.body ?? '{}') as Record<string, unknown>);
    return { ...answer, body: JSON.stringify(readable) };
  }
  return { status: 204, body: undefined, headers: answer.headers };
}

export function sendAnswer(exchange: Exchange, answer: Answer): void {
  if (isReplay(answer)) {
    const body = answer.body === null ? undefined : JSON.parse(answer.body);
    send(exchange, { status: answer.status, headers: answer.headers, body }, answer.mediaType);
  } else {
    send(exchange, answer, mediaTypeOf(exchange, answer.status));
  }
}

/** The only type that the contract gives a reply with this status; JSON where it gives several or none. */
export function mediaTypeOf({ operation }: Exchange, status: number): string {
  const [only = JSON_TYPE, ...more] = operation?.responses.get(String(status))?.keys() ?? [];
  return more.length === 0 ? only : JSON_TYPE;
}
