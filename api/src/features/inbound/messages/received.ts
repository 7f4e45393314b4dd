import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { MessageReports } from '../../../ports/messaging.ts';
import type { ReceivedMessage } from '../index.ts';
import { InboundWebhook } from '../models.ts';

/** See `InboundFace`. */
export function receivedMessage(
  reports: Pick<MessageReports, 'incoming'>,
  messageId: string,
): Promise<ReceivedMessage | null> {
  return asSystem('read a message', async ({ trx }) => {
    const row = await InboundWebhook.query(trx).findOne({ id: messageId, source: 'replies' });
    const message = row === undefined ? null : reports.incoming(Buffer.from(row.body, 'base64'));
    if (row === undefined || message === null) return null;
    const { channel, from, text } = message;
    return { channel, from, text, receivedAt: row.receivedAt };
  });
}
