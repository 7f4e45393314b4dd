import type { Knex } from 'knex';
import { type Scope, type ScopeRole, systemScope } from '../../../src/kernel/auth/scope.ts';
import { sealedRow } from '../worlds/data-keys.ts';
import { TABLES } from '../worlds/features.ts';
import { idOf, type Row, type Side } from './tenant-ids.ts';

export { idOf, type Side } from './tenant-ids.ts';

/**
 * Two tenants that share nothing, with at least one row in every tenant table. For tests that check for every table who
 * reaches what. The rows come from the features' `testing.ts`.
 */
export type Callers = ScopeRole;

/** Roles to which no tenant is foreign. */
export function reachesAll(role: Callers): boolean {
  return role === 'super_admin' || role === 'system';
}

/** A caller of side `a`. */
export function callerOf(role: Callers): Scope {
  const noScope = {
    hospitalId: null,
    communityId: null,
    residentId: null,
    staffId: null,
    visitorId: null,
    reason: null,
  };
  const inHospital = { hospitalId: idOf('a', 'hospital') };
  switch (role) {
    case 'hospital_admin':
    case 'nurse':
    case 'paramedic':
      return { ...noScope, ...inHospital, role, staffId: idOf('a', role) };
    case 'community_manager':
      return { ...noScope, role, communityId: idOf('a', 'community'), staffId: idOf('a', role) };
    case 'resident':
      return { ...noScope, role, communityId: idOf('a', 'community'), residentId: idOf('a', 'resident') };
    case 'api_key':
    case 'publishable_key':
      return { ...noScope, ...inHospital, role };
    case 'super_admin':
      return { ...noScope, role, staffId: idOf('a', 'super_admin') };
    case 'visitor':
      return { ...noScope, role, visitorId: idOf('a', 'visitor') };
    case 'anonymous':
      return { ...noScope, role };
    case 'system':
      return systemScope('test');
  }
}

/** Every row of one side by table, in an order that satisfies the foreign keys. */
export function rowsOf(side: Side): Record<string, Row[]> {
  return Object.fromEntries(Object.entries(TABLES).map(([table, { rows }]) => [table, rows(side)]));
}

/** Writes both sides, as the owner. */
export async function seedTwoTenants(owner: Knex): Promise<void> {
  for (const side of ['a', 'b'] as const) {
    for (const [table, rows] of Object.entries(rowsOf(side))) {
      const sealed = rows.map((row) => sealedRow(table, row, TABLES[table]?.sealed ?? []));
      if (rows.length > 0) await owner(table).insert(sealed);
    }
  }
}

/** The primary key of a row, by the table's own key columns. */
export function keyOf(table: string, row: Row): Row {
  const columns = TABLES[table]?.key ?? ['id'];
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

/** Of several own rows, the one closest to the caller: a member of staff's own, else the first. */
export function ownRow(table: string, role: Callers): Row {
  const rows = rowsOf('a')[table] ?? [];
  if (role === 'visitor') {
    const own = rows.find((row) => [row.id, row.call_id].includes(idOf('a', 'call', 1)));
    if (own !== undefined) return own;
  }
  const owner = TABLES[table]?.ownedBy;
  if (owner !== undefined) {
    const { id } = ownRow(owner, role);
    return rows.find((row) => row[`${owner}_id`] === id) ?? missing(table);
  }
  const self = callerOf(role).staffId ?? (role === 'resident' ? callerOf(role).residentId : null);
  const mine = rows.find(
    (row) => self !== null && [row.id, row.staff_id, row.operator_id, row.resident_id].includes(self),
  );
  return mine ?? rows[0] ?? missing(table);
}

function missing(table: string): never {
  throw new Error(`no row of ${table}`);
}
