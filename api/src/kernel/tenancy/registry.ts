import type { ScopeRole } from '../auth/scope.ts';
import type { Tenancy } from './reach.ts';

interface DeclaredModel {
  readonly tableName: string;
  readonly tenancy: Tenancy;
  readonly name: string;
}

const models = new Map<string, DeclaredModel>();

const ROLES: readonly Exclude<ScopeRole, 'system'>[] = [
  'super_admin',
  'hospital_admin',
  'nurse',
  'paramedic',
  'community_manager',
  'resident',
  'api_key',
  'publishable_key',
  'visitor',
  'anonymous',
];

/**
 * Registers models by their table, which a `through` reach needs. A model's first query does it too; call it at the end
 * of a models.ts whose tables others reach through.
 * @throws when a role is left out of a declaration.
 */
export function registerModels(...declared: readonly DeclaredModel[]): void {
  for (const model of declared) {
    if (models.has(model.tableName)) continue;
    const missing = ROLES.filter((role) => model.tenancy?.[role] === undefined);
    if (missing.length > 0) {
      throw new Error(`model ${model.name} must declare its tenancy for ${missing.join(', ')}`);
    }
    models.set(model.tableName, model);
  }
}

/** @throws when no model of that table is registered. */
export function tenancyOf(table: string): Tenancy {
  const model = models.get(table);
  if (model === undefined)
    throw new Error(`no model of ${table} is registered: call registerModels() beside it`);
  return model.tenancy;
}
