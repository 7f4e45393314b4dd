import type { Principal } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { type Call, CallAudio } from '../models.ts';
import { DISPATCH } from './operators.ts';

/** How long the connection of an operator has to be gone before a colleague may go on, milliseconds. */
export const TAKE_OVER_AFTER_MS = 60_000;

/**
 * Whether somebody else may go on with a call: administrators at any time, who answer for the desk; colleagues once its
 * operator has been disconnected for a minute, or cannot act any more.
 */
export async function mayTakeOver(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
  { id, operatorId, hospitalId }: Call,
): Promise<boolean> {
  if (principal.kind !== 'staff' || operatorId === null) return false;
  if (principal.role === 'hospital_admin' || principal.role === 'super_admin') return true;
  return asSystem('whether the operator of a call is there', async (system) => {
    if (!(await canAct(system, organisations, operatorId, hospitalId))) return true;
    const side = await CallAudio.query(system.trx).findOne({ call_id: id, speaker: 'operator' });
    // Of one who has never joined with a connection nothing is known.
    const until = side?.leaseBy === operatorId ? side.leaseUntil : null;
    return until !== null && uow.now.getTime() - until.getTime() >= TAKE_OVER_AFTER_MS;
  });
}

async function canAct(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  operatorId: string,
  desk: string | null,
): Promise<boolean> {
  try {
    const { active, duties, hospitalId } = await organisations.staffOf(uow, operatorId);
    return active && duties.includes(DISPATCH) && (hospitalId === null || hospitalId === desk);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
}
