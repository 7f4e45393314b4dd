import { job } from '../../kernel/jobs/job.ts';
import type { JobRequest } from '../../kernel/payload/job.ts';
import { code, id, nullable, object, oneOf } from '../../kernel/payload/shapes.ts';
import { ANSWER_LINES } from './messages/lines.ts';
import type { InboundWebhook } from './models.ts';

/** Does what an inbound webhook says. The key is the webhook. */
export const HandleInboundWebhook = job('handle-inbound-webhook', object({ webhookId: id }));

/** As {@link HandleInboundWebhook}, in a lane of its own: what people write never waits behind reports of a thousand messages. */
export const HandleInboundReply = job('handle-inbound-reply', object({ webhookId: id }));

/** The job that handles a webhook. */
export function handlingOf({ id: webhookId, source }: Pick<InboundWebhook, 'id' | 'source'>): JobRequest {
  const kind = source === 'replies' ? HandleInboundReply : HandleInboundWebhook;
  return kind.now(webhookId, { webhookId });
}

/** Answers a message of a person. The key is the message. */
export const AnswerMessage = job(
  'answer-message',
  object({ messageId: id, line: oneOf(...ANSWER_LINES), language: nullable(code) }),
);
