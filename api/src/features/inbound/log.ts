import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { newestPage, whereGiven } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import { handlingOf } from './jobs.ts';
import { InboundWebhook } from './models.ts';

/** What arrived, for super admins. */
export class InboundLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first. */
  list(
    principal: Principal,
    { state, ...page }: PageRequest & { readonly state?: InboundWebhook['state'] | undefined },
  ): Promise<Page<InboundWebhook>> {
    return this.#database.run(principal, (uow) => {
      const query = InboundWebhook.query(uow.trx);
      whereGiven(query, { state });
      return newestPage(query, page);
    });
  }

  /** @throws Problem `not_found`. */
  get(principal: Principal, id: string): Promise<InboundWebhook> {
    return this.#database.run(principal, (uow) => found(uow, id));
  }

  /** Has it handled again, also where it was handled before: that changes nothing twice. @throws Problem `not_found`. */
  replay(principal: Principal, id: string): Promise<InboundWebhook> {
    return this.#database.run(principal, async (uow) => {
      await found(uow, id);
      return asSystem('replay a webhook', async (system) => {
        const row = await updateOne(InboundWebhook.query(system.trx).findById(id), {
          state: 'received',
          outcome: null,
          reason: null,
          handledAt: null,
        });
        system.enqueue(handlingOf(row));
        return row;
      });
    });
  }
}

async function found(uow: UnitOfWork, id: string): Promise<InboundWebhook> {
  const row = await InboundWebhook.query(uow.trx).findById(id);
  if (row === undefined) throw new Problem('not_found', { detail: 'There is no such webhook.' });
  uow.about('inbound_webhook', id, {});
  return row;
}
