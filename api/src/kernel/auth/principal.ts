/** The six roles a person can hold. Machines act through keys, see {@link Principal}. */
export const ROLES = [
  'super_admin',
  'hospital_admin',
  'nurse',
  'paramedic',
  'community_manager',
  'resident',
] as const;

export type Role = (typeof ROLES)[number];
export type StaffRole = Exclude<Role, 'resident'>;
/** Roles that sign in with a password. */
export const STAFF_ROLES: readonly StaffRole[] = ROLES.filter((role) => role !== 'resident');

/** A signed-in member of staff. `hospitalId` is null for a super admin and a community manager. */
export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly id: string;
  readonly role: StaffRole;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly sessionId: string;
  /** True until they have set up a required second factor: until then they may only use operations that set it up. */
  readonly enrolling?: true;
}

/** A signed-in resident. */
export interface ResidentPrincipal {
  readonly kind: 'resident';
  readonly id: string;
  readonly role: 'resident';
  readonly communityId: string;
  readonly sessionId: string;
}

/** A partner's secret key: acts inside one hospital (or the whole platform when `hospitalId` is null) within its scopes. */
export interface ApiKeyPrincipal {
  readonly kind: 'api_key';
  readonly id: string;
  readonly hospitalId: string | null;
  readonly scopes: readonly string[];
}

/** A hospital's widget before anyone has signed in. */
export interface PublishableKeyPrincipal {
  readonly kind: 'publishable_key';
  readonly id: string;
  readonly hospitalId: string;
}

export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

/**
 * Somebody without an account who calls for help from a place with a code. Bound to the one call that they started;
 * nothing is known of who they are.
 */
export interface VisitorPrincipal {
  readonly kind: 'visitor';
  readonly id: string;
}

/** Who a request, a socket or a job acts for, after verification. */
export type Principal =
  | StaffPrincipal
  | ResidentPrincipal
  | ApiKeyPrincipal
  | PublishableKeyPrincipal
  | VisitorPrincipal
  | AnonymousPrincipal;

export const ANONYMOUS: AnonymousPrincipal = { kind: 'anonymous' };

/**
 * Whose share of a common resource (threads, connections) the caller's work counts towards: the caller's tenant's, or
 * the network's for callers without a tenant, so that strangers at a sign-in page do not use up a hospital's share.
 * @param network see `countedAddress`.
 */
export function shareOf(principal: Principal, network: string): string {
  switch (principal.kind) {
    case 'staff':
      return principal.hospitalId ?? principal.communityId ?? 'platform';
    case 'resident':
      return principal.communityId;
    case 'api_key':
      return principal.hospitalId ?? 'platform';
    default:
      return `network ${network}`;
  }
}

/** A stable key for rate limits, idempotency records and audit: the kind and id, never a name. */
export function principalKey(principal: Principal): string {
  return principal.kind === 'anonymous' ? 'anonymous' : `${principal.kind}:${principal.id}`;
}
