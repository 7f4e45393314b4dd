/**
 * The reads of docs/security/tenancy-plans.md on a small platform: none may run in a way that grows with the platform
 * instead of with its answer. Policies and reaches determine that, so a change to one of them is visible here.
 */
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import { connect } from '../../src/kernel/db/connection.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import { FILLED_KEYS, fill, type Size } from '../scale/fill.ts';
import { heavyReads } from '../scale/heaviest.ts';
import { explain, growths, selectsOf } from '../scale/plans.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const SMALL: Size = { hospitals: 50, communities: 200, residents: 10_000, bookings: 40_000 };
/** Rows a plan may touch beyond its answer: more than the busiest community has, less than its hospital. */
const SOME = 4_000;

let db: TestDatabase;
let pool: Knex;
let database: Database;
beforeAll(async () => {
  db = await testDatabase();
  await fill(db.owner, SMALL);
  pool = connect(db.url, { as: 'app', poolMax: 2, name: 'plans' });
  database = new Database(pool, { dataKeys: FILLED_KEYS });
});
afterAll(async () => {
  await database?.close();
  await db?.close();
});

describe('under row security and as the app role', () => {
  // The names are the same for every database; only the statements need one.
  test.each(heavyReads(undefined as never, SMALL).map(({ name }) => [name]))('%s', async (name) => {
    const heavy = heavyReads(database, SMALL).find((one) => one.name === name);
    const explained = await explain(database, await selectsOf(pool, heavy?.run ?? (() => Promise.resolve())));
    expect(explained.length).toBeGreaterThan(0);
    expect(explained.flatMap((one) => growths(one, SOME))).toEqual([]);
  });

  test('reports a policy that an index cannot serve', async () => {
    const sql = 'select id from booking order by updated_at limit 5';
    const [plan] = await explain(database, [{ sql, bindings: [], scope: systemScope('test') }]);
    const faults = plan === undefined ? [] : growths(plan, SOME);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      `sorts ${SMALL.bookings} rows`,
      'reads all of booking',
    ]);
  });
});
