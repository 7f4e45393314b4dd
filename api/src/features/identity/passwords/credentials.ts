import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, StaffPasswords } from '../../organisations/index.ts';
import { passwordChanged } from '../events.ts';
import { unlock } from '../lockout/guard.ts';
import { StaffCredential, StaffTotp } from '../models.ts';
import { hashPassword } from './hashing.ts';
import { assertAcceptablePassword, passwordFault } from './policy/policy.ts';

export interface SetPasswordOptions {
  /** The session in which the person changed it, which goes on. */
  readonly keepSessionId?: string;
  /** Chosen behind a link of a mail, which is told of by itself. */
  readonly byLink?: boolean;
}

/**
 * Puts the hash (of `hashPassword`, of a password the policy takes) in place of any earlier one and ends the person's
 * sessions in the same transaction: whoever knew the old password is out with it. The caller has decided that it may.
 *
 * Lifts a lock where somebody else vouches for the person: an administrator, or the mailbox behind a link. A change that
 * people make themselves lifts none, nor does a link where a second factor is in force: both would give whoever guesses
 * at codes as many attempts as they can make changes.
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
    const guarded = keepSessionId !== undefined || (byLink && totp != null && totp.confirmedAt !== null);
    if (!guarded) await unlock(system, staffId);
    return set?.created === true;
  });
  passwordChanged(uow, staffId, { keepSessionId: keepSessionId ?? null, first, byLink });
}

/**
 * Holds a person's account and password as they are until the unit ends. What was looked at before (a password takes
 * long to hash, and longer when many sign in) may have changed since: then the hash given back is another. And a change
 * that comes later waits for this unit, so that it finds the session this unit opens and ends it.
 * @returns the hash, null without a password. In a system unit of work.
 */
export async function holdPassword(
  uow: UnitOfWork,
  accounts: Pick<AccountsFace, 'staffAccount'>,
  staffId: string,
): Promise<string | null> {
  // In the order in which an administrator's change of the person takes them.
  await accounts.staffAccount(uow, staffId, { hold: true });
  const row = await StaffCredential.query(uow.trx).findById(staffId).forUpdate();
  return row?.passwordHash ?? null;
}

/** How organisations sets passwords without knowing identity. */
export const staffPasswords: StaffPasswords = {
  check: assertAcceptablePassword,
  faultIn: (password, about) => passwordFault(password, about)?.detail ?? null,
  hash: hashPassword,
  isSet: (staffId) =>
    asSystem('is there a password', async (system) => {
      return (await StaffCredential.query(system.trx).findById(staffId)) !== undefined;
    }),
  set: setPassword,
};
