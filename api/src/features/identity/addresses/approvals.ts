import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NOBODYS } from '../../../kernel/observability/audit-subject.ts';
import type { AccountsFace, PendingAddress } from '../../organisations/index.ts';
import { emitAddressEvent } from '../events.ts';
import { AddressChange } from './models.ts';
import { newAddress, pendingAddress, personOf } from './record.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
}

/**
 * For people who can confirm nothing any more: the phone is lost, and no other address is proven. A super admin who is
 * not the one that asked approves the change after the waiting period. Who may call this is the contract's business.
 */
export class AddressApprovals {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Changes that wait for an approval or the person, newest first. */
  async list(page: PageRequest): Promise<Page<PendingAddress>> {
    const after = idOfCursor(page.cursor);
    return this.#deps.database.asSystem('list pending changes of sign-in addresses', async (uow) => {
      const query = AddressChange.query(uow.trx)
        .whereNull('closed_at')
        .whereNotNull('approvable_at')
        .where('expires_at', '>', uow.now)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (after !== undefined) query.where('id', '<', after);
      const { data, nextCursor } = pageOf(await query, page.limit);
      return { data: data.map(pendingAddress), nextCursor };
    });
  }

  /**
   * Puts the change into effect. The new address stays unproven until a code that was sent there signs somebody in.
   * @throws Problem `not_found`, `role_not_allowed` for who asked for the change, `change_waiting` before its time.
   */
  async approve(principal: Principal, changeId: string): Promise<void> {
    const { database, accounts } = this.#deps;
    await database.asSystem('approve a sign-in address', async (uow) => {
      const change = await AddressChange.query(uow.trx)
        .findById(changeId)
        .whereNull('closed_at')
        .whereNotNull('approvable_at')
        .where('expires_at', '>', uow.now)
        .forUpdate();
      if (change === undefined || change.approvableAt === null) {
        throw new Problem('not_found', { detail: 'There is no such change pending approval.' });
      }
      const person = personOf(change);
      uow.about(person.kind, person.id, NOBODYS);
      if (principal.kind !== 'staff' || principal.id === change.requestedBy) {
        throw new Problem('role_not_allowed', {
          detail: 'A super admin other than the one who requested the change must approve it.',
        });
      }
      if (change.approvableAt > uow.now) {
        const approvableAt = change.approvableAt.toISOString();
        throw new Problem('change_waiting', {
          detail: `The change can be approved from ${approvableAt}. Until then the owner of the current address can object.`,
          extensions: { approvableAt },
        });
      }
      const { channel } = change;
      const address = newAddress(change);
      const previous = await accounts.setSignInAddress(uow, person, { channel, address, proven: false });
      await AddressChange.query(uow.trx)
        .findById(changeId)
        .patch({ state: 'applied', closedAt: uow.now, previous });
      emitAddressEvent(uow, person, 'address_changed', { changeId });
    });
  }
}
