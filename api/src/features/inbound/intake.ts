import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Database } from '../../kernel/db/unit/database.ts';
import { insertMissing, updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { Arrival } from './index.ts';
import { handlingOf } from './jobs.ts';
import { InboundWebhook } from './models.ts';

/**
 * Keeps what arrived, in one short transaction: the provider is answered when it is committed. The rest is a job's. What
 * arrives again is counted and changes nothing.
 */
export function receive(database: Database, arrival: Arrival): Promise<void> {
  const { source, provider, body, recipient } = arrival;
  const digest = digestOf(arrival);
  return database.asSystem('receive a webhook', async (uow) => {
    const row = {
      id: v7(),
      source,
      provider,
      digest,
      body: Buffer.from(body).toString('base64'),
      recipient,
      state: 'received' as const,
      repeats: 0,
      receivedAt: uow.now,
    };
    const [made] = await insertMissing(InboundWebhook.query(uow.trx), [row], ['source', 'digest']);
    if (made === undefined) {
      const known = await InboundWebhook.query(uow.trx).findOne({ source, digest }).forUpdate();
      // Undefined: removed at this moment, after its time.
      if (known === undefined) return;
      await updateOne(InboundWebhook.query(uow.trx).findById(known.id), { repeats: known.repeats + 1 });
      uow.about('inbound_webhook', known.id, {});
      return;
    }
    uow.about('inbound_webhook', made.id, {});
    uow.enqueue(handlingOf(made));
  });
}

/** Of the event. An id and a body that read alike are two events. */
function digestOf({ provider, eventId, body }: Arrival): Buffer {
  const hash = createHash('sha256').update(`${provider} ${eventId === null ? 'body' : 'event'} `);
  return hash.update(eventId ?? body).digest();
}
