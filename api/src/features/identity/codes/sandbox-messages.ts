import type { Database } from '../../../kernel/db/unit/database.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import type { SandboxMessage, SandboxOutbox } from '../../../ports/messaging.ts';
import { SandboxMessageRow } from '../models.ts';

const MAX_LISTED = 100;
/** Milliseconds: a day. */
const RETENTION = 86_400_000;

/** Stores the messages of the sandboxes in the database, so that every process of a development system lists them. */
export class DatabaseSandboxOutbox implements SandboxOutbox {
  readonly #database: Database;
  #cleanedAt = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep(message: SandboxMessage): Promise<void> {
    const { id, channel, to, subject, body, sentAt } = message;
    const clean = sentAt.getTime() - this.#cleanedAt > 3_600_000;
    await this.#database.asSystem('keep a sandbox message', async (uow) => {
      const row = { id, channel, recipient: to, subject, body, sentAt };
      await insertMissing(SandboxMessageRow.query(uow.trx), [row], 'id');
      if (clean) {
        await SandboxMessageRow.query(uow.trx)
          .delete()
          .where('sent_at', '<', new Date(sentAt.getTime() - RETENTION));
      }
    });
    if (clean) this.#cleanedAt = sentAt.getTime();
  }

  async list(to?: string): Promise<readonly SandboxMessage[]> {
    return this.#database.asSystem('show sandbox messages', async (uow) => {
      const query = SandboxMessageRow.query(uow.trx).orderBy('sent_at', 'desc').limit(MAX_LISTED);
      if (to !== undefined) query.where('recipient', to);
      return (await query).map(({ id, channel, recipient, subject, body, sentAt }) => ({
        id,
        channel,
        to: recipient,
        subject,
        body,
        sentAt,
      }));
    });
  }
}
