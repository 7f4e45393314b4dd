import { afterEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { sized } from '../../../test/support/size.ts';
import { connect } from './connection.ts';
import { migrateDown, migrateUp, migrationStatus, requireMigrated } from './migrate.ts';
import { type Migration, migrations, recordedNames } from './migrations/index.ts';

const opened: TestDatabase[] = [];
async function fresh(): Promise<TestDatabase> {
  const db = await emptyDatabase();
  opened.push(db);
  return db;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
});

/** Tables, columns, constraints, indexes, policies, functions and grants as text, to compare two schemas. */
async function schemaOf({ owner }: TestDatabase): Promise<string[]> {
  const { rows } = await owner.raw(`
    SELECT format('column %s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) AS line
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
       AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL SELECT format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT format('policy %s %s %s %s %s', tablename, policyname, cmd, qual, with_check) FROM pg_policies
    UNION ALL SELECT format('function %s.%s', pronamespace::regnamespace, proname) FROM pg_proc
      WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'scope'))
    UNION ALL SELECT format('grant %s %s %s', table_name, grantee, privilege_type) FROM information_schema.role_table_grants
      WHERE table_schema = 'public'
    UNION ALL SELECT format('trigger %s %s', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1`);
  return rows.map((row: { line: string }) => row.line);
}

describe('the real migrations', () => {
  test('run up, down and up again to the same schema, and leave nothing behind', async () => {
    const db = await fresh();
    await migrateUp(db.owner, []);
    const empty = await schemaOf(db);
    const names = await migrateUp(db.owner);
    const first = await schemaOf(db);
    expect(await migrateDown(db.owner)).toEqual(names.toReversed());
    expect(await schemaOf(db)).toEqual(empty);
    expect(await migrateUp(db.owner)).toEqual(names);
    expect(await schemaOf(db)).toEqual(first);
  });

  /** How many steps at the small size, the newest: a step is undone together with all that follow it. */
  const STEPS = sized({ small: 2, full: Number.POSITIVE_INFINITY });

  // A minute or more on a busy machine: each step runs many times.
  test('each step runs down and up again in its place', { timeout: 600_000 }, async () => {
    const db = await fresh();
    const names = await migrateUp(db.owner);
    const first = await schemaOf(db);
    const kept = names.slice(0, -1).slice(-STEPS);
    for (const name of kept.toReversed()) {
      await migrateDown(db.owner, { until: name });
      await migrateUp(db.owner);
      expect(await schemaOf(db)).toEqual(first);
    }
  });

  test('have unique names that begin with a time', async () => {
    const names = (await migrations()).map((step) => step.name);
    expect(names[0]).toBe('20261126000100_kernel');
    expect(names).toEqual(names.toSorted());
    expect(names.filter((name) => !/^\d{14}_/.test(name))).toEqual([]);
  });

  test('continue in a database that recorded them by number, and keep its records', async () => {
    const db = await fresh();
    const all = await migrations();
    const numbered = all.filter(({ name }) => recordedNames(name).length > 1);
    const [before, last] = [numbered.slice(0, -1), numbered.at(-1)?.name ?? ''];
    await migrateUp(db.owner, before);
    for (const { name } of before) {
      const old = recordedNames(name)[1];
      expect(old).toMatch(/^\d{4}_/);
      await db.owner('schema_migration').where({ name }).update({ name: old });
    }
    expect((await migrationStatus(db.owner)).pending[0]).toBe(last);
    const applied = await migrateUp(db.owner);
    expect(applied).toEqual(all.slice(before.length).map(({ name }) => name));
    expect(await db.owner('schema_migration').where({ name: '0001_kernel' })).toHaveLength(1);
    expect(await migrationStatus(db.owner)).toMatchObject({ pending: [], unknown: [] });
    await requireMigrated({ url: db.url, switchRole: true });
    expect(await migrateDown(db.owner)).toEqual(all.map(({ name }) => name).toReversed());
    expect(await db.owner('schema_migration')).toEqual([]);
  });
});

describe('running them', () => {
  test('several processes run each step once', async () => {
    const db = await fresh();
    const pools = Array.from({ length: 4 }, () => connect(db.url, { as: 'owner', poolMax: 2 }));
    const applied = await Promise.all(pools.map((pool) => migrateUp(pool)));
    await Promise.all(pools.map((pool) => pool.destroy()));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  const step = (name: string, sql: string): Migration => ({
    name,
    up: async (knex) => {
      await knex.raw(sql);
    },
    down: async () => {},
  });

  test('a failing step is undone and keeps the steps before it', async () => {
    const db = await fresh();
    const steps = [
      step('20270101000001_good', 'CREATE TABLE good ()'),
      step('202701010020270101000002_bad', 'CREATE TABLE bad (); SELECT 1/0'),
    ];
    await expect(migrateUp(db.owner, steps)).rejects.toThrow();
    expect(await migrationStatus(db.owner, steps)).toEqual({
      applied: ['20270101000001_good'],
      pending: ['202701010020270101000002_bad'],
      unknown: [],
    });
    expect(await db.owner.schema.hasTable('bad')).toBe(false);
  });

  test('a step that is added late, with an earlier time, is still run', async () => {
    const db = await fresh();
    const [one, two, three] = ['20270101000001_a', '20270101000002_b', '20270101000003_c'].map((name) =>
      step(name, `CREATE TABLE t${name} ()`),
    );
    if (!one || !two || !three) throw new Error('unreachable');
    await migrateUp(db.owner, [one, three]);
    expect(await migrateUp(db.owner, [one, two, three])).toEqual(['20270101000002_b']);
  });

  test('status describes an empty and a newer database', async () => {
    const db = await fresh();
    const old = [step('20270101000001_a', 'SELECT 1')];
    expect(await migrationStatus(db.owner, old)).toEqual({
      applied: [],
      pending: ['20270101000001_a'],
      unknown: [],
    });
    await migrateUp(db.owner, [...old, step('20270101000009_new', 'SELECT 1')]);
    expect(await migrationStatus(db.owner, old)).toEqual({
      applied: ['20270101000001_a', '20270101000009_new'],
      pending: [],
      unknown: ['20270101000009_new'],
    });
    await expect(migrateDown(db.owner, { steps: old })).rejects.toThrow('newer build');
  });

  test('an owner who is no superuser can migrate, and connect as the app role', async () => {
    const db = await fresh();
    const name = `plain_${process.pid}`;
    const database = new URL(db.url).pathname.slice(1);
    await db.owner.raw(`CREATE ROLE ${name} LOGIN PASSWORD 'x' CREATEROLE; ALTER DATABASE ${database} OWNER TO ${name};
      GRANT kiwimesh_app TO ${name}; ALTER SCHEMA public OWNER TO ${name}`);
    const url = new URL(db.url);
    url.username = name;
    url.password = 'x';
    const owner = connect(url.href, { as: 'owner', poolMax: 2 });
    const app = connect(url.href, { as: 'app', poolMax: 1 });
    try {
      await migrateUp(owner);
      const { rows } = await app.raw('SELECT current_user AS name');
      expect(rows[0].name).toBe('kiwimesh_app');
    } finally {
      await Promise.all([owner.destroy(), app.destroy()]);
      await db.owner.raw(
        `REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}; DROP ROLE ${name}`,
      );
    }
  });
});
