import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { Scope } from '../../../kernel/auth/scope.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Duty } from '../models.ts';
import { unprocessable } from '../records.ts';

const CLINICAL: readonly StaffRole[] = ['nurse', 'paramedic'];
const OF_HOSPITAL: readonly StaffRole[] = ['hospital_admin', ...CLINICAL];

/**
 * The roles whose records the caller may create and change. Only people may do so for administrators: a leaked key must
 * not be able to create an administrator. What the caller can *see* is decided by tenancy, not here.
 */
export function manageableRoles(scope: Scope): readonly StaffRole[] {
  if (scope.role === 'system') return ['super_admin', 'community_manager', ...OF_HOSPITAL];
  if (scope.staffId === null) return scope.role === 'super_admin' || scope.role === 'api_key' ? CLINICAL : [];
  if (scope.role === 'super_admin') return ['super_admin', 'community_manager', ...OF_HOSPITAL];
  return scope.role === 'hospital_admin' ? OF_HOSPITAL : [];
}

/** @throws Problem `role_not_allowed`. */
export function checkManages(scope: Scope, role: StaffRole): void {
  if (manageableRoles(scope).includes(role)) return;
  throw new Problem('role_not_allowed', { detail: `You may not add or change staff with the role ${role}.` });
}

export interface Placement {
  readonly hospitalId: string | null;
  readonly communityId: string | null;
}

const PLACES = { hospitalId: 'hospital', communityId: 'community' } as const;

/** What is wrong with where a role belongs, or null: hospital roles belong to a hospital, managers to a community, super admins to neither. */
export function placementFault(
  role: StaffRole,
  { hospitalId, communityId }: Placement,
): { readonly field: 'hospitalId' | 'communityId'; readonly detail: string } | null {
  const needs = role === 'community_manager' ? 'communityId' : role === 'super_admin' ? null : 'hospitalId';
  const given = { hospitalId, communityId };
  const subject = `A ${role.replaceAll('_', ' ')}`;
  for (const field of ['hospitalId', 'communityId'] as const) {
    if (field === needs && given[field] === null)
      return { field, detail: `${subject} belongs to a ${PLACES[field]}: ${field} is missing.` };
    if (field !== needs && given[field] !== null)
      return { field, detail: `${subject} belongs to no ${PLACES[field]}: omit ${field}.` };
  }
  return null;
}

/** Why a role cannot have the duties, or null: the calls of a desk are of its hospital or the platform, never of a community. */
export function dutiesFault(role: StaffRole, duties: readonly Duty[]): string | null {
  if (role !== 'community_manager' || duties.length === 0) return null;
  return 'A community manager has no duties: leave them empty.';
}

/** @throws Problem `unprocessable`. */
export function checkDuties(role: StaffRole, duties: readonly Duty[]): void {
  const fault = dutiesFault(role, duties);
  if (fault !== null) throw unprocessable('/duties', fault);
}

/** @throws Problem `unprocessable`. */
export function checkPlacement(role: StaffRole, placement: Placement): void {
  const fault = placementFault(role, placement);
  if (fault !== null) throw unprocessable(`/${fault.field}`, fault.detail);
}
