import type { Database } from '../../../kernel/db/unit/database.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import type { SandboxMessage, SandboxOutbox } from '../../../ports/messaging.ts';
import { SandboxMessageRow } from '../models.ts';

/** What operations read of the messages that were not really sent. */
export interface Sandbox {
  readonly outbox: SandboxOutbox;
  /** Waits (briefly) until what was asked for before has been sent. */
  settled(): Promise<void>;
}

/** Messages shown at once. */
const SHOWN = 100;
/** How long the sandboxes remember: a day, for people who develop. */
const KEPT = 86_400_000;

/** Keeps in the database what the sandboxes took, so that every process of a development system shows the same. */
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
          .where('sent_at', '<', new Date(sentAt.getTime() - KEPT));
      }
    });
    if (clean) this.#cleanedAt = sentAt.getTime();
  }

  async list(to?: string): Promise<readonly SandboxMessage[]> {
    return this.#database.asSystem('show sandbox messages', async (uow) => {
      const query = SandboxMessageRow.query(uow.trx).orderBy('sent_at', 'desc').limit(SHOWN);
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
