import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/kernel/db/connection.ts';
import { TenancyViolation } from '../../src/kernel/db/errors.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
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

const TABLES = Object.keys(EXPECTED);

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

type Row = Record<string, unknown>;

describe('the database layer of tenancy alone', () => {
  test('the table of expectations covers every table with a model', () => {
    expect([...models.keys()].sort()).toEqual([...TABLES].sort());
  });

  for (const table of TABLES) {
    test(`${table}: own rows, who may do what`, async () => {
      const found: Partial<Record<Callers, string>> = {};
      for (const role of ROLES) {
        const letters = await allowed(db, table, role, ownRow(table, role));
        if (letters !== '') found[role] = letters;
      }
      expect(found).toEqual(EXPECTED[table]);
    });

    test(`${table}: no role reaches foreign rows`, async () => {
      for (const role of ROLES.filter((each) => !reachesAll(each))) {
        for (const row of rowsOf('b')[table] ?? []) {
          expect([role, await allowed(db, table, role, row)]).toEqual([role, '']);
        }
        expect([role, await blindWriteLeaks(db, table, role)]).toEqual([role, false]);
      }
    });
  }
});

describe('the model layer of tenancy alone', () => {
  /** Keys that a role sees through the model, on a connection to which row security does not apply. */
  const seen = (table: string, role: Callers) =>
    modelLayerOnly.run(callerOf(role), async () => {
      const rows = (await models.get(table)?.query()) ?? [];
      return rows.map((row) => JSON.stringify(keyOf(table, row.$toDatabaseJson() as Row))).sort();
    });

  for (const table of TABLES) {
    test(`${table}: sees exactly what the database layer shows`, async () => {
      for (const role of ROLES) {
        const rows = await db.database.run(callerOf(role), async (uow) => uow.trx(table).select());
        const shown = rows.map((row) => JSON.stringify(keyOf(table, row))).sort();
        expect([role, await seen(table, role)]).toEqual([role, shown]);
      }
    });

    test(`${table}: foreign rows are not seen, changed or removed`, async () => {
      for (const role of ROLES.filter((each) => !reachesAll(each))) {
        for (const row of rowsOf('b')[table] ?? []) {
          const key = keyOf(table, row);
          expect(await seen(table, role)).not.toContain(JSON.stringify(key));
          const [column] = Object.keys(key);
          const changed = await modelLayerOnly.run(callerOf(role), async () => {
            const model = models.get(table) as TableModel;
            const patch = { [model.columnNameToPropertyName(column ?? 'id')]: row[column ?? 'id'] };
            const patched = await model
              .query()
              .patch(patch)
              .where(key as never)
              .catch((error: unknown) => (error instanceof TenancyViolation ? 0 : Promise.reject(error)));
            return (
              patched +
              (await model
                .query()
                .delete()
                .where(key as never))
            );
          });
          expect([role, changed]).toEqual([role, 0]);
        }
      }
    });
  }
});
