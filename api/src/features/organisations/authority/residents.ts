import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { Hospital, HospitalCommunity } from '../models.ts';
import { organisationsProblems } from '../problems.ts';

/**
 * Whether the caller may deactivate or move the residents of a community. Super admins and the community's manager may. A
 * hospital may only while no other hospital serves the community: otherwise the residents are patients of both, and
 * neither may take them away from the other.
 */
export async function hasAuthorityOverResidents(uow: UnitOfWork, communityId: string): Promise<boolean> {
  const { role, hospitalId } = uow.scope;
  if (hospitalId === null) return role === 'super_admin' || role === 'system' || role === 'community_manager';
  const other = await asSystem('does another hospital serve the community', async (system) =>
    HospitalCommunity.query(system.trx)
      .where('community_id', communityId)
      .whereNot('hospital_id', hospitalId)
      .whereIn('hospital_id', Hospital.query(system.trx).select('id').where('active', true))
      .first(),
  );
  return other === undefined;
}

export const SERVED_BY_OTHERS =
  'Other hospitals also serve this community. Ask its manager or a super admin to make this change.';

/** @throws Problem `served_by_others` unless the caller {@link hasAuthorityOverResidents}. */
export async function checkAuthorityOverResidents(
  uow: UnitOfWork,
  communityId: string,
  pointer: string,
): Promise<void> {
  if (await hasAuthorityOverResidents(uow, communityId)) return;
  throw new Problem(organisationsProblems.served_by_others, {
    detail: SERVED_BY_OTHERS,
    errors: [{ pointer, detail: SERVED_BY_OTHERS }],
  });
}
