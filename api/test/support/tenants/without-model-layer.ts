import { QueryBuilder } from 'objection';
import { TenantQueryBuilder } from '../../../src/kernel/tenancy/tenant-query.ts';

type Patched = { executeOnBuildKnex: unknown };

/**
 * Removes the model layer of tenancy while `work` runs, by restoring Objection's own method: only the database layer is
 * left. It is test code and patches from outside, so the product has no switch for it.
 */
export async function withoutModelLayer<T>(work: () => Promise<T>): Promise<T> {
  const tenant = TenantQueryBuilder.prototype as unknown as Patched;
  const objection = QueryBuilder.prototype as unknown as Patched;
  const modelLayer = tenant.executeOnBuildKnex;
  tenant.executeOnBuildKnex = objection.executeOnBuildKnex;
  try {
    return await work();
  } finally {
    tenant.executeOnBuildKnex = modelLayer;
  }
}
