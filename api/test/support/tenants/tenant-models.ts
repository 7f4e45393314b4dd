import { readdir } from 'node:fs/promises';
import type { Constructor } from 'objection';
import { TenantModel } from '../../../src/kernel/tenancy/model.ts';

export type TableModel = typeof TenantModel & Constructor<TenantModel>;

/** Every model of every feature, by its table: everything that a `models.ts` exports. */
export async function tenantModels(): Promise<Map<string, TableModel>> {
  const found = new Map<string, TableModel>();
  const features = new URL('../../../src/features/', import.meta.url);
  for (const file of await readdir(features, { recursive: true })) {
    if (!/models\.ts$/.test(file)) continue;
    const module: Record<string, unknown> = await import(new URL(file, features).href);
    for (const value of Object.values(module)) {
      if (typeof value !== 'function' || !(value.prototype instanceof TenantModel)) continue;
      const model = value as unknown as TableModel;
      // A base class of models has no table.
      if (model.tableName) found.set(model.tableName, model);
    }
  }
  return found;
}
