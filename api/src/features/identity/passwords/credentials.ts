import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { emitPasswordChanged } from '../events.ts';
import { unlock } from '../lockout/guard.ts';
import { StaffCredential, StaffTotp } from '../models.ts';

export interface SetPasswordOptions {
  /** The session in which the person changed the password, which stays open. */
  readonly keepSessionId?: string;
  /** Set through a link in an email, which sends its own notice. */
  readonly byLink?: boolean;
}

/**
 * Stores the hash of an accepted password and ends the person's sessions in the same transaction, so that anyone who knew
 * the old password loses access. The caller checks permission.
 *
 * Unlocks the account if the person has been verified in another way: by an administrator, or by access to the mailbox
 * with the link. People's own changes do not unlock it, nor does a link if a second factor is enabled: either would give
 * an attacker who guesses codes a new set of attempts with each change.
 */
export async function setPassword(
  uow: UnitOfWork,
  staffId: string,
  passwordHash: string,
  { keepSessionId, byLink = false }: SetPasswordOptions = {},
): Promise<void> {
  const first = await asSystem('set a password', async (system) => {
    const credential = { staffId, passwordHash, changedAt: uow.now };
    const set = await insertOrUpdate(StaffCredential.query(system.trx), credential, { target: 'staff_id' });
    const totp = await StaffTotp.query(system.trx).select('confirmed_at').findById(staffId);
    const keepLock = keepSessionId !== undefined || (byLink && totp != null && totp.confirmedAt !== null);
    if (!keepLock) await unlock(system, staffId);
    return set?.created === true;
  });
  emitPasswordChanged(uow, staffId, { keepSessionId: keepSessionId ?? null, first, byLink });
}

/**
 * Locks a person's account and password until the unit of work ends. The caller compares the returned hash with the one it
 * verified, which may have been replaced while the password was hashed. A later change waits for this unit, then finds the
 * session that it opened and ends it. In a system unit of work.
 * @returns the hash; null without a password.
 */
export async function lockPassword(
  uow: UnitOfWork,
  accounts: Pick<AccountsFace, 'staffAccount'>,
  staffId: string,
): Promise<string | null> {
  // The same order as when an administrator changes the person, so that the two cannot deadlock.
  await accounts.staffAccount(uow, staffId, { hold: true });
  const row = await StaffCredential.query(uow.trx).findById(staffId).forUpdate();
  return row?.passwordHash ?? null;
}

export async function hasPassword(uow: UnitOfWork, staffId: string): Promise<boolean> {
  return (await StaffCredential.query(uow.trx).findById(staffId)) !== undefined;
}
