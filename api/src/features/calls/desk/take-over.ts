import type { Principal } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type Call, CallAudio } from '../models.ts';
import { isGone } from './absence.ts';
import { type Standing, unableBecause } from './standing.ts';

/**
 * Whether somebody else may go on with a call: administrators at any time, who answer for the desk; colleagues once its
 * operator is gone (see {@link isGone}), or cannot act any more.
 */
export async function mayTakeOver(
  uow: UnitOfWork,
  standing: Standing,
  principal: Principal,
  { id, operatorId, hospitalId, channel, operatorSeenAt: seenAt }: Call,
): Promise<boolean> {
  if (principal.kind !== 'staff' || operatorId === null) return false;
  if (principal.role === 'hospital_admin' || principal.role === 'super_admin') return true;
  return asSystem('whether the operator of a call is there', async (system) => {
    if ((await unableBecause(system, standing, operatorId, hospitalId)) !== null) return true;
    const side = await CallAudio.query(system.trx).findOne({ call_id: id, speaker: 'operator' });
    const connectedUntil = side?.leaseBy === operatorId ? side.leaseUntil : null;
    return isGone({ channel, seenAt, connectedUntil }, uow.now);
  });
}
