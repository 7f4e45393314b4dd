import type { Principal, ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';

export interface Person {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
}

export type PersonPrincipal = StaffPrincipal | ResidentPrincipal;

/** No row has this id. Looking it up for an unknown account costs what a real look-up costs. */
export const NO_PERSON_ID = '00000000-0000-0000-0000-000000000000';

/** The person that a row belongs to. A table constraint requires exactly one of the two columns. */
export function personOf(row: {
  readonly staffId: string | null;
  readonly residentId: string | null;
}): Person {
  const { staffId, residentId } = row;
  return staffId === null ? { kind: 'resident', id: residentId as string } : { kind: 'staff', id: staffId };
}

/** The columns of a new row that belongs to the person; the inverse of {@link personOf}. */
export function personColumns({ kind, id }: Person): {
  readonly staffId: string | null;
  readonly residentId: string | null;
} {
  return { staffId: kind === 'staff' ? id : null, residentId: kind === 'resident' ? id : null };
}

/** The condition that finds the rows of a person. */
export function ownedBy({ kind, id }: Person): { staff_id: string } | { resident_id: string } {
  return kind === 'staff' ? { staff_id: id } : { resident_id: id };
}

/** The guard of the contract rejects API keys; this covers callers that bypass it. */
export function personIn(principal: Principal): PersonPrincipal {
  if (principal.kind === 'staff' || principal.kind === 'resident') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only a signed-in person can do this.' });
}

/** As {@link personIn}, for what only staff have. */
export function staffIn(principal: Principal): StaffPrincipal {
  if (principal.kind === 'staff') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only staff have a password and a second factor.' });
}
