import type { Principal, Role } from '../../../auth/principal.ts';
import { Problem } from '../../../ground/problem.ts';

/** How a record relates to the caller: `x-access.tenant`. In words: `x-tenant-relations` of the contract. */
export const RELATIONS = ['none', 'own', 'tenant', 'linked', 'platform'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Every caller an operation can admit, by its name in `x-access.tenant`. */
export type Caller = Role | 'api_key' | 'publishable_key' | 'visitor' | 'signed' | 'anonymous';

export type Relations = { readonly [caller in Caller]?: Relation };

/**
 * Reads `x-access.tenant`: one relation for all `callers`, or one for each of them. Adds faults to `faults`: an
 * operation that leaves a caller's relation open must not be served.
 */
export function readRelations(
  value: unknown,
  callers: readonly Caller[],
  at: string,
  faults: string[],
): Relations {
  if (value === undefined) {
    faults.push(`${at}: x-access has no \`tenant\`: declare whose records each caller reaches`);
    return {};
  }
  if (isRelation(value)) return Object.fromEntries(callers.map((caller) => [caller, value]));
  if (typeof value !== 'object' || value === null) {
    faults.push(`${at}: x-access.tenant is not understood`);
    return {};
  }
  const given = Object.entries(value);
  for (const caller of callers) {
    if (!(caller in value)) faults.push(`${at}: x-access.tenant says nothing of ${caller}`);
  }
  for (const [caller, relation] of given) {
    if (!callers.includes(caller as Caller) || !isRelation(relation))
      faults.push(`${at}: x-access.tenant.${caller} is not understood`);
  }
  return value as Relations;
}

function isRelation(value: unknown): value is Relation {
  return RELATIONS.includes(value as Relation);
}

/** The name of a principal in `x-access.tenant`. */
export function callerOf(principal: Principal): Caller {
  return principal.kind === 'staff' || principal.kind === 'resident' ? principal.role : principal.kind;
}

/**
 * Rejects, before any query, a path that names another hospital, community or person than the caller's when the
 * operation is declared to reach only those. The two tenancy layers enforce the same independently.
 * @throws Problem `not_found`: a foreign record is never *forbidden*.
 */
export function checkRelation(
  relations: Relations,
  principal: Principal,
  params: Readonly<Record<string, unknown>>,
): void {
  const relation = relations[callerOf(principal)];
  if (relation === 'tenant') {
    const { hospitalId, communityId } = principal as { hospitalId?: unknown; communityId?: unknown };
    keepTo(params.hospitalId, hospitalId);
    keepTo(params.communityId, communityId);
  } else if (relation === 'own') {
    if (principal.kind === 'resident') keepTo(params.residentId, principal.id);
    if (principal.kind === 'staff') keepTo(params.staffId, principal.id);
  }
}

/** Ids in paths may be written in capitals; a caller without that id is left to the tenancy layers. */
function keepTo(named: unknown, own: unknown): void {
  if (typeof named !== 'string' || typeof own !== 'string') return;
  if (named.toLowerCase() !== own) throw new Problem('not_found');
}
