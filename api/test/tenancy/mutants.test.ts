import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ROLE, connect } from '../../src/kernel/db/connection.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import type { Tenancy } from '../../src/kernel/tenancy/reach.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { sized } from '../support/size.ts';
import { allowed, blindWriteLeaks, EXPECTED, ROLES } from '../support/tenants/reach-table.ts';
import { type TableModel, tenantModels } from '../support/tenants/tenant-models.ts';
import {
  type Callers,
  callerOf,
  keyOf,
  ownRow,
  reachesAll,
  rowsOf,
  seedTwoTenants,
} from '../support/tenants/two-tenants.ts';
import { TEST_DATA_KEYS } from '../support/worlds/data-keys.ts';

/**
 * That tables.test.ts would notice: each policy is dropped, then opened, and each model's tenancy opened, then closed,
 * one at a time; every time its table of expectations must no longer hold. At the small size a fifth of each.
 */
const EVERY = sized({ small: 5, full: 1 });
const sampled = <T>(all: readonly T[]) => all.filter((_, index) => index % EVERY === 0);
let db: TestDatabase;
let modelLayerOnly: Database;
let models: Map<string, TableModel>;

beforeAll(async () => {
  db = await testDatabase();
  await seedTwoTenants(db.owner);
  modelLayerOnly = new Database(connect(db.url, { as: 'owner', poolMax: 2 }), { dataKeys: TEST_DATA_KEYS });
  models = await tenantModels();
});
afterAll(async () => {
  await modelLayerOnly.close();
  await db.close();
});

interface Policy {
  readonly tablename: string;
  readonly policyname: string;
  readonly cmd: string;
  readonly qual: string | null;
  readonly with_check: string | null;
}

/** Of commands that the app role is granted: the others bind only functions of the owner, who seals the audit log. */
async function policies(): Promise<Policy[]> {
  return db
    .owner('pg_policies')
    .where({ schemaname: 'public' })
    .whereRaw('has_table_privilege(?, quote_ident(tablename), cmd)', [APP_ROLE])
    .orderBy(['tablename', 'policyname'])
    .select();
}

function create(policy: Policy, predicate?: string): string {
  const using = policy.qual === null ? '' : ` USING (${predicate ?? policy.qual})`;
  const check = policy.with_check === null ? '' : ` WITH CHECK (${predicate ?? policy.with_check})`;
  return `CREATE POLICY ${policy.policyname} ON ${policy.tablename} FOR ${policy.cmd}${using}${check}`;
}

async function ownLetters(table: string): Promise<Partial<Record<Callers, string>>> {
  const found: Partial<Record<Callers, string>> = {};
  for (const role of ROLES) {
    const letters = await allowed(db, table, role, ownRow(table, role));
    if (letters !== '') found[role] = letters;
  }
  return found;
}

/** Roles that can do something to a foreign row. */
async function intruders(table: string): Promise<string[]> {
  const found: string[] = [];
  for (const role of ROLES.filter((each) => !reachesAll(each))) {
    for (const row of rowsOf('b')[table] ?? []) {
      if ((await allowed(db, table, role, row)) !== '') found.push(role);
    }
    if (await blindWriteLeaks(db, table, role)) found.push(role);
  }
  return found;
}

describe('policies', () => {
  test('are noticed when any one of them is dropped', async () => {
    const unnoticed: string[] = [];
    for (const policy of sampled(await policies())) {
      await db.owner.raw(`DROP POLICY ${policy.policyname} ON ${policy.tablename}`);
      const letters = await ownLetters(policy.tablename);
      await db.owner.raw(create(policy).replaceAll('?', '\\?'));
      if (JSON.stringify(sorted(letters)) === JSON.stringify(sorted(EXPECTED[policy.tablename] ?? {}))) {
        unnoticed.push(policy.policyname);
      }
    }
    expect(unnoticed).toEqual([]);
  }, 300_000);

  test('are noticed when any one of them is opened for all rows', async () => {
    const unnoticed: string[] = [];
    for (const policy of sampled(await policies())) {
      await db.owner.raw(
        `DROP POLICY ${policy.policyname} ON ${policy.tablename}; ${create(policy, 'true')}`,
      );
      const noticed =
        (await intruders(policy.tablename)).length > 0 ||
        JSON.stringify(sorted(await ownLetters(policy.tablename))) !==
          JSON.stringify(sorted(EXPECTED[policy.tablename] ?? {}));
      await db.owner.raw(
        `DROP POLICY ${policy.policyname} ON ${policy.tablename}; ${create(policy).replaceAll('?', '\\?')}`,
      );
      if (!noticed) unnoticed.push(policy.policyname);
    }
    expect(unnoticed).toEqual([]);
  }, 300_000);
});

function sorted(letters: Partial<Record<Callers, string>>): [string, string][] {
  return Object.entries(letters).sort(([a], [b]) => a.localeCompare(b));
}

describe("models' tenancy", () => {
  async function seen(table: string, role: Callers): Promise<string[]> {
    return modelLayerOnly.run(callerOf(role), async () => {
      const rows = (await models.get(table)?.query()) ?? [];
      return rows.map((row) =>
        JSON.stringify(keyOf(table, row.$toDatabaseJson() as Record<string, unknown>)),
      );
    });
  }

  async function differs(table: string): Promise<boolean> {
    for (const role of ROLES) {
      const rows = await db.database.run(callerOf(role), async (uow) => uow.trx(table).select());
      const shown = rows.map((row) => JSON.stringify(keyOf(table, row))).sort();
      if (JSON.stringify((await seen(table, role)).sort()) !== JSON.stringify(shown)) return true;
    }
    return false;
  }

  test.each(['all', 'none'] as const)('declared %s for one role, each in turn, is noticed', async (reach) => {
    const unnoticed: string[] = [];
    for (const [table, model] of models) {
      const real = model.tenancy;
      for (const role of sampled(ROLES.filter((each) => each !== 'system' && real[each] !== reach))) {
        model.tenancy = { ...real, [role]: reach } as Tenancy;
        if (!(await differs(table))) unnoticed.push(`${table}: ${role}`);
      }
      model.tenancy = real;
    }
    expect(unnoticed).toEqual([]);
  });
});
