import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../kernel/jobs/definition.ts';
import { jobHandler } from '../../kernel/jobs/job.ts';
import { describeFailure } from '../../kernel/observability/failure.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import { HandleInboundReply, HandleInboundWebhook } from './jobs.ts';
import { type InboundSource, InboundWebhook } from './models.ts';

/** A report may be faster than what it is about is recorded: the pauses between the attempts grow to minutes. */
const MAX_ATTEMPTS = 8;
/** Of one worker, for each of the lanes. */
const CONCURRENCY = 5;

/** What is to be done, in the transaction that notes that it was done; null where the webhook says nothing that we keep. */
export type Work = ((uow: UnitOfWork) => Promise<void>) | null;

/** Understands the webhooks of a source. */
export interface InboundReader {
  /** Outside any transaction. @throws when what it is about is not known, now or at all. */
  read(webhook: {
    readonly id: string;
    readonly provider: string;
    readonly body: Uint8Array;
    readonly receivedAt: Date;
  }): Promise<Work>;
}

/** Handles what arrived, each once. What fails is tried again, then it is a dead letter, and can be replayed. */
export function handling(
  database: Database,
  readers: Readonly<Record<InboundSource, InboundReader>>,
): readonly JobDefinition[] {
  return [HandleInboundWebhook, HandleInboundReply].map((kind) =>
    jobHandler(kind, {
      maxAttempts: MAX_ATTEMPTS,
      concurrency: CONCURRENCY,
      handle: ({ webhookId }, { attempt }) => handle(database, readers, webhookId, attempt),
    }),
  );
}

async function handle(
  database: Database,
  readers: Readonly<Record<InboundSource, InboundReader>>,
  webhookId: string,
  attempt: number,
): Promise<void> {
  const webhook = await database.asSystem('read a webhook', async ({ trx }) =>
    InboundWebhook.query(trx).findById(webhookId),
  );
  // Removed with the person it was about, or after its time.
  if (webhook === undefined || webhook.state === 'handled') return;
  try {
    const { id, source, provider, body, receivedAt } = webhook;
    const arrived = { id, provider, body: Buffer.from(body, 'base64'), receivedAt };
    const work = await readers[source].read(arrived);
    await database.asSystem('handle a webhook', (uow) => finish(uow, webhookId, work));
  } catch (error) {
    if (attempt >= MAX_ATTEMPTS) {
      await database.asSystem('give a webhook up', (uow) => giveUp(uow, webhookId, describeFailure(error)));
    }
    throw error;
  }
}

/** Locks it: of two workers one does it. */
async function finish(uow: UnitOfWork, id: string, work: Work): Promise<void> {
  const webhook = await InboundWebhook.query(uow.trx).findById(id).forUpdate();
  if (webhook === undefined || webhook.state === 'handled') return;
  await work?.(uow);
  await updateOne(InboundWebhook.query(uow.trx).findById(id), {
    state: 'handled',
    outcome: work === null ? 'ignored' : 'applied',
    reason: null,
    handledAt: uow.now,
  });
}

async function giveUp(uow: UnitOfWork, id: string, reason: string): Promise<void> {
  const webhook = await InboundWebhook.query(uow.trx).findById(id).forUpdate();
  if (webhook?.state !== 'received') return;
  await updateOne(InboundWebhook.query(uow.trx).findById(id), {
    state: 'failed',
    reason: reason.slice(0, 300),
  });
}
