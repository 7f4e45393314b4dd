import { QueryBuilder } from 'objection';
import { TenantQueryBuilder } from '../src/kernel/tenancy/tenant-query.ts';

type Patched = { executeOnBuildKnex: unknown };

/**
 * Takes the model wall away while `work` runs, by putting Objection's own method back in place of ours: only the
 * database wall is left. It lives in test code and patches from outside, so the product has no switch to reach.
 */
export async function withoutModelLayer<T>(work: () => Promise<T>): Promise<T> {
  const ours = TenantQueryBuilder.prototype as unknown as Patched;
  const theirs = QueryBuilder.prototype as unknown as Patched;
  const wall = ours.executeOnBuildKnex;
  ours.executeOnBuildKnex = theirs.executeOnBuildKnex;
  try {
    return await work();
  } finally {
    ours.executeOnBuildKnex = wall;
  }
}
