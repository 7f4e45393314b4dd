import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NO_TENANT } from '../../../kernel/observability/audit-subject.ts';
import { newestPage } from '../../../kernel/tenancy/lists.ts';
import type { AccountsFace, PendingAddress } from '../../organisations/index.ts';
import { personOf } from '../accounts/person.ts';
import { emitAddressEvent } from '../events.ts';
import { identityProblems } from '../problems.ts';
import { AddressChange } from './models.ts';
import { newAddress, pendingAddress } from './record.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
}

/**
 * For people who cannot confirm a change themselves, because their phone is lost and no other address is proven. A super
 * admin other than the requester approves the change after the waiting period. The contract declares who may call this.
 */
export class AddressApprovals {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The changes that are pending approval, newest first. */
  async list(page: PageRequest): Promise<Page<PendingAddress>> {
    return this.#deps.database.asSystem('list pending changes of sign-in addresses', async (uow) => {
      const { data, nextCursor } = await newestPage(pendingApproval(uow), page);
      return { data: data.map(pendingAddress), nextCursor };
    });
  }

  /**
   * Applies the change. The new address stays unproven until its owner signs in with a code sent there.
   * @throws Problem `not_found`, `role_not_allowed` for the requester, `change_waiting` during the waiting period.
   */
  async approve(principal: Principal, changeId: string): Promise<void> {
    const { database, accounts } = this.#deps;
    await database.asSystem('approve a sign-in address', async (uow) => {
      const change = await pendingApproval(uow).findById(changeId).forUpdate();
      if (change === undefined || change.approvableAt === null) {
        throw new Problem('not_found', { detail: 'There is no such change pending approval.' });
      }
      const person = personOf(change);
      uow.about(person.kind, person.id, NO_TENANT);
      if (principal.kind !== 'staff' || principal.id === change.requestedBy) {
        throw new Problem('role_not_allowed', {
          detail: 'A super admin other than the one who requested the change must approve it.',
        });
      }
      if (change.approvableAt > uow.now) {
        const approvableAt = change.approvableAt.toISOString();
        throw new Problem(identityProblems.change_waiting, {
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

function pendingApproval(uow: UnitOfWork) {
  return AddressChange.query(uow.trx)
    .whereNull('closed_at')
    .whereNotNull('approvable_at')
    .where('expires_at', '>', uow.now);
}
