import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import { type MessageReports, MessagingError, type MessagingPort } from '../../../ports/messaging.ts';
import type { ReceivedMessage } from '../index.ts';
import { AnswerMessage } from '../jobs.ts';
import { InboundWebhook } from '../models.ts';
import { type AnswerLine, answerIn } from './lines.ts';
import { receivedMessage } from './received.ts';

/** To one phone. More are no conversation: two programs are answering each other. */
const AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const MAX_ATTEMPTS = 8;
const CONCURRENCY = 2;

/** See `InboundFace`. */
export function answer(uow: UnitOfWork, messageId: string, line: AnswerLine, language: string | null): void {
  uow.enqueue(AnswerMessage.now(messageId, { messageId, line, language }));
}

interface Deps {
  readonly database: Database;
  readonly messaging: MessagingPort;
  readonly reports: Pick<MessageReports, 'incoming'>;
}

/** Answers a message, once. */
export function answering({ database, messaging, reports }: Deps): JobDefinition {
  return jobHandler(AnswerMessage, {
    maxAttempts: MAX_ATTEMPTS,
    concurrency: CONCURRENCY,
    async handle({ messageId, line, language }) {
      const message = await database.asSystem('answer a message', async (uow) => {
        const received = await receivedMessage(reports, messageId);
        return received !== null && (await isAnswered(uow, messageId, received)) ? received : null;
      });
      // Removed with the person, or too many.
      if (message === null) return;
      try {
        await messaging.send({
          ...{ channel: message.channel, to: message.from },
          body: answerIn(line, language),
          idempotencyKey: `answer:${messageId}`,
        });
      } catch (error) {
        if (!(error instanceof MessagingError && error.final)) throw error;
      }
    },
  });
}

/** Whether it is among the first of its phone in the hour before it. */
async function isAnswered(
  { trx }: UnitOfWork,
  messageId: string,
  { from, receivedAt }: ReceivedMessage,
): Promise<boolean> {
  const earlier = await InboundWebhook.query(trx)
    .where({ source: 'replies' })
    .whereIn(...foundBy(InboundWebhook, 'recipient', [from]))
    .where('received_at', '>', new Date(receivedAt.getTime() - HOUR_MS))
    // Ids are in the order in which messages were kept.
    .where('id', '<', messageId)
    .resultSize();
  return earlier < AN_HOUR;
}
