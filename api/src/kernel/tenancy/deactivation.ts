/** Stored by the database with the flag that a record is active (migration `deactivation`); all null while it is. */
export interface DeactivationColumns {
  readonly deactivatedAt: Date | null;
  /** Scope of the caller; null for a record deactivated before this was stored. */
  readonly deactivatedByRole: string | null;
  /** Their hospital or community; null for the platform's own people. */
  readonly deactivatedByTenant: string | null;
}

const PLATFORM: readonly string[] = ['super_admin', 'system'];
const ROLES = ['super_admin', 'hospital_admin', 'community_manager', 'api_key'] as const;

type Lifting = (typeof ROLES)[number];

/**
 * Who deactivated a record, as the API shows it; null while it is active. `liftableBy` names the roles that can
 * reactivate it (a tenant's only within the same hospital or community), as the trigger `keep_deactivation` decides.
 */
export function deactivationBody({ deactivatedAt, deactivatedByRole: by }: DeactivationColumns) {
  if (deactivatedAt === null) return null;
  return {
    at: deactivatedAt.toISOString(),
    role: by as Lifting | 'system' | null,
    liftableBy: ROLES.filter(
      (role) =>
        PLATFORM.includes(role) ||
        by === null ||
        (!PLATFORM.includes(by) && (role === by || (by === 'api_key' && role === 'hospital_admin'))),
    ),
  };
}
