import type { Principal, Role } from './principal.ts';

/** Every kind of caller that the two tenancy layers distinguish. */
export type ScopeRole = Role | 'api_key' | 'publishable_key' | 'visitor' | 'anonymous' | 'system';

/** The part of the tenancy graph that a unit of work may see. Both layers read this and nothing else. */
export interface Scope {
  readonly role: ScopeRole;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly residentId: string | null;
  readonly staffId: string | null;
  readonly visitorId: string | null;
  /** Why system work runs without a person, for the record; null for people and keys. */
  readonly reason: string | null;
}

const NOWHERE = {
  hospitalId: null,
  communityId: null,
  residentId: null,
  staffId: null,
  visitorId: null,
  reason: null,
};

/** The scope of a verified caller. A platform API key (no hospital) sees what a super admin sees, within its scopes. */
export function scopeOf(principal: Principal): Scope {
  switch (principal.kind) {
    case 'staff':
      return {
        ...NOWHERE,
        role: principal.role,
        hospitalId: principal.hospitalId,
        communityId: principal.communityId,
        staffId: principal.id,
      };
    case 'resident':
      return { ...NOWHERE, role: 'resident', communityId: principal.communityId, residentId: principal.id };
    case 'api_key':
      return principal.hospitalId === null
        ? { ...NOWHERE, role: 'super_admin' }
        : { ...NOWHERE, role: 'api_key', hospitalId: principal.hospitalId };
    case 'publishable_key':
      return { ...NOWHERE, role: 'publishable_key', hospitalId: principal.hospitalId };
    case 'visitor':
      return { ...NOWHERE, role: 'visitor', visitorId: principal.id };
    case 'anonymous':
      return { ...NOWHERE, role: 'anonymous' };
  }
}

/**
 * Scope of work that no person requested (relay, timers, reports). The reason is a short constant such as `sla clock`.
 */
export function systemScope(reason: string): Scope {
  return { ...NOWHERE, role: 'system', reason };
}
