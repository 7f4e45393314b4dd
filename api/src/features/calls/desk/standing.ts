import { createHash } from 'node:crypto';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Desk } from '../engine/types.ts';
import type { CallsNeeds } from '../needs.ts';
import { DISPATCH, type NamedOperator, operatorOf } from './operators.ts';

/** What decides whether somebody may have calls. */
export type Standing = Pick<CallsNeeds, 'organisations' | 'identity'>;

/** Why an operator can act no more. */
export type Inability = 'deactivated' | 'moved' | 'duty_revoked' | 'signed_out';

/** Why a member of staff cannot have the calls of a desk; null: they can. System scope. */
export async function unableBecause(
  system: UnitOfWork,
  { organisations, identity }: Standing,
  staffId: string,
  desk: Desk,
): Promise<Inability | null> {
  const staff = await organisations.staffOf(system, staffId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not_found') return null;
    throw error;
  });
  if (staff === null || !staff.active) return 'deactivated';
  if (staff.hospitalId !== null && staff.hospitalId !== desk) return 'moved';
  if (!staff.duties.includes(DISPATCH)) return 'duty_revoked';
  return (await identity.isSignedIn(system, staffId)) ? null : 'signed_out';
}

/**
 * Until the unit of work ends this operator neither takes a call nor is released from any elsewhere: who is released
 * meanwhile has what they took before, and takes nothing after.
 */
export function lockOperator(uow: UnitOfWork, staffId: string): Promise<void> {
  return lockKeys(uow, [createHash('sha256').update(`call operator ${staffId}`).digest()]);
}

/**
 * The caller as an operator who is about to have a call. Taken before the lock of the call. @throws Problem as
 * {@link operatorOf}, and `unauthenticated` for one who was signed out since the request came in.
 */
export async function takerOf(
  uow: UnitOfWork,
  standing: Standing,
  principal: Principal,
): Promise<NamedOperator> {
  if (principal.kind === 'staff') await lockOperator(uow, principal.id);
  const operator = await operatorOf(uow, standing.organisations, principal);
  const unable = await asSystem('whether an operator may take a call', (system) =>
    unableBecause(system, standing, operator.id, operator.desk),
  );
  if (unable !== null)
    throw new Problem('unauthenticated', { detail: 'You were signed out. Sign in again to take calls.' });
  return operator;
}
