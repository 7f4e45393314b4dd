import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { claimValues, foundBy } from '../../../kernel/privacy/blind-index.ts';
import { Resident } from '../models.ts';

export const PHONE_TAKEN = {
  pointer: '/phone',
  detail: 'An active resident with this phone already exists.',
};

/**
 * Ensures that no other active resident has this phone while the data keys change, when the unique index cannot.
 * @param own the resident who gets the phone; null for a new one.
 * @throws Problem `already_exists`.
 */
export async function claimPhone(uow: UnitOfWork, phone: string, own: string | null): Promise<void> {
  if (!(await claimValues(uow, Resident, 'phone', [phone]))) return;
  await checkPhoneFree(phone, own);
}

/** @throws Problem `already_exists` when an active resident other than `own` has the phone. */
export async function checkPhoneFree(phone: string, own: string | null): Promise<void> {
  const holder = await asSystem('is the phone taken', async (system) => {
    const query = Resident.query(system.trx)
      .select('id')
      .where('active', true)
      .whereIn(...foundBy(Resident, 'phone', [phone]));
    if (own !== null) query.whereNot('id', own);
    return query.first();
  });
  if (holder === undefined) return;
  throw new Problem('already_exists', { detail: PHONE_TAKEN.detail, errors: [PHONE_TAKEN] });
}
