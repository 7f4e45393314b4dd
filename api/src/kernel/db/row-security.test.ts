import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  caller,
  createTenancyGraph,
  ID,
  seedTenancyGraph,
} from '../../../test/support/tenants/tenancy-graph.ts';
import { systemScope } from '../auth/scope.ts';
import { enableRowSecurity, grantPlatformTable } from './row-security.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await emptyDatabase();
  await createTenancyGraph(db.owner);
  await seedTenancyGraph(db.owner);
});
afterAll(() => db.close());

const admin = caller('hospital_admin');

async function table(name: string): Promise<void> {
  await db.owner.raw(
    `CREATE TABLE ${name} (id int PRIMARY KEY, hospital_id uuid, facts jsonb NOT NULL DEFAULT '{}')`,
  );
  await db.owner(name).insert([
    { id: 1, hospital_id: ID.hospitalA },
    { id: 2, hospital_id: ID.hospitalB },
  ]);
}

async function policiesOf(name: string): Promise<Record<string, string>> {
  const rows = await db.owner('pg_policies').where({ tablename: name }).select('cmd', 'qual', 'with_check');
  return Object.fromEntries(rows.map((row) => [row.cmd, `${row.qual ?? ''} | ${row.with_check ?? ''}`]));
}

const mine = 'hospital_id = scope.hospital_id()';

describe('enableRowSecurity', () => {
  test('forces it and grants only the commands that have a predicate', async () => {
    await table('log');
    await enableRowSecurity(db.owner, 'log', { select: mine, insert: mine });
    const flags = await db
      .owner('pg_class')
      .where({ relname: 'log' })
      .first('relrowsecurity', 'relforcerowsecurity');
    expect(flags).toEqual({ relrowsecurity: true, relforcerowsecurity: true });
    expect(Object.keys(await policiesOf('log')).sort()).toEqual(['INSERT', 'SELECT']);
    await db.database.run(admin, async (uow) => {
      expect(await uow.trx('log').pluck('id')).toEqual([1]);
    });
    const update = db.database.run(admin, async (uow) => uow.trx('log').update({ id: 9 }));
    await expect(update).rejects.toMatchObject({ code: '42501' });
  });

  test('applies predicates by role: the named ones, system always, no other', async () => {
    await table('by_role');
    await enableRowSecurity(db.owner, 'by_role', { select: { hospital_admin: mine, super_admin: 'true' } });
    const ids = (scope: Parameters<typeof db.database.run>[0]) =>
      db.database.run(scope, async (uow) => uow.trx('by_role').orderBy('id').pluck('id'));
    expect(await ids(admin)).toEqual([1]);
    expect(await ids(caller('super_admin'))).toEqual([1, 2]);
    expect(await ids(systemScope('x'))).toEqual([1, 2]);
    expect(await ids(caller('resident'))).toEqual([]);
    expect(await ids(caller('anonymous'))).toEqual([]);
  });

  test('excludes system where the predicate says so', async () => {
    await table('sealed');
    await enableRowSecurity(db.owner, 'sealed', { select: { system: 'false', super_admin: 'true' } });
    expect(await db.database.run(systemScope('x'), async (uow) => uow.trx('sealed').select())).toEqual([]);
  });

  test('lets a row change tenants where before and after have own predicates', async () => {
    await table('handed');
    await enableRowSecurity(db.owner, 'handed', {
      select: 'true',
      update: { before: mine, after: 'hospital_id IS NOT NULL' },
    });
    await db.database.run(admin, async (uow) => {
      expect(await uow.trx('handed').update({ hospital_id: ID.hospitalB })).toBe(1);
    });
    const orphan = db.database.run(caller('hospital_admin', { hospitalId: ID.hospitalB }), async (uow) =>
      uow.trx('handed').update({ hospital_id: null }),
    );
    await expect(orphan).rejects.toMatchObject({ code: 'not_found' });
  });

  test('reads the scope once per query, not once per row', async () => {
    await table('planned');
    await enableRowSecurity(db.owner, 'planned', { select: { hospital_admin: mine } });
    const plan = await db.database.run(admin, async (uow) => {
      const { rows } = await uow.trx.raw('EXPLAIN SELECT * FROM planned');
      return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/InitPlan/);
  });

  test('accepts the jsonb question mark in a predicate', async () => {
    await table('asked');
    await enableRowSecurity(db.owner, 'asked', { select: `facts ? 'shown'` });
    await db.owner('asked').where({ id: 2 }).update({ facts: '{"shown": 1}' });
    expect(await db.database.run(admin, async (uow) => uow.trx('asked').pluck('id'))).toEqual([2]);
  });

  test('replaces the policies when it is called again', async () => {
    await table('again');
    await enableRowSecurity(db.owner, 'again', { select: 'true', delete: 'true' });
    await enableRowSecurity(db.owner, 'again', { select: mine });
    expect(Object.keys(await policiesOf('again'))).toEqual(['SELECT']);
    const gone = db.database.run(admin, async (uow) => uow.trx('again').delete());
    await expect(gone).rejects.toMatchObject({ code: '42501' });
  });

  test('rejects a name that is not an identifier', async () => {
    await expect(enableRowSecurity(db.owner, 'x"; DROP TABLE visit; --', { select: 'true' })).rejects.toThrow(
      'not a table name',
    );
  });
});

describe('without a scope', () => {
  test('a session sees nothing and writes nothing', async () => {
    const { connect } = await import('./connection.ts');
    const bare = connect(db.url, { as: 'app', poolMax: 1 });
    for (const name of ['hospital', 'community', 'member', 'visit', 'visit_note', 'visit_offer']) {
      expect(await bare(name).select()).toEqual([]);
      expect(await bare(name).delete()).toBe(0);
    }
    await expect(bare('hospital').insert({ id: ID.noteA, name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await bare.destroy();
  });

  test('the app role cannot change roles, tables or policies', async () => {
    const attempts = [
      'ALTER TABLE visit DISABLE ROW LEVEL SECURITY',
      'DROP POLICY visit_select ON visit',
      'TRUNCATE visit',
      'CREATE TABLE mine (id int)',
      'ALTER ROLE kiwimesh_app BYPASSRLS',
      "COPY visit TO PROGRAM 'cat'",
    ];
    for (const sql of attempts) {
      await expect(db.database.run(admin, async (uow) => uow.trx.raw(sql))).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  test('RESET ROLE does not lead back to the owner', async () => {
    const name = await db.database.run(admin, async (uow) => {
      await uow.trx.raw('RESET ROLE');
      return (await uow.trx.raw('SELECT current_user AS name')).rows[0].name;
    });
    expect(name).toBe('kiwimesh_app');
  });
});

test('grants a platform table command by command', async () => {
  await table('platform');
  await grantPlatformTable(db.owner, 'platform', ['select', 'insert']);
  await db.database.run(caller('anonymous'), async (uow) => {
    expect(await uow.trx('platform').pluck('id')).toEqual([1, 2]);
  });
  const refused = db.database.run(admin, async (uow) => uow.trx('platform').delete());
  await expect(refused).rejects.toMatchObject({ code: '42501' });
});
