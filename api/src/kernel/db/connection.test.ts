import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { APP_ROLE, connect } from './connection.ts';

let db: TestDatabase;
const roles: string[] = [];
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  for (const role of roles) await db.owner.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await db.close();
});

/** A login of its own, e.g. for DATABASE_APP_URL. */
async function login(attributes: string, grants = ''): Promise<string> {
  const role = `login_${process.pid}_${roles.length}`;
  roles.push(role);
  await db.owner.raw(
    `CREATE ROLE ${role} LOGIN PASSWORD 'x' ${attributes}; ${grants.replaceAll('ROLE', role)}`,
  );
  const url = new URL(db.url);
  url.username = role;
  url.password = 'x';
  return url.href;
}

describe('as the app', () => {
  test('takes the app role with the owner’s URL', async () => {
    const pool = connect(db.url, { as: 'app' });
    const { rows } = await pool.raw('SELECT current_user AS name');
    await pool.destroy();
    expect(rows).toEqual([{ name: APP_ROLE }]);
  });

  test('switches no role with a URL of its own for a member of the app role', async () => {
    const url = await login('INHERIT', `GRANT ${APP_ROLE} TO ROLE`);
    const pool = connect(url, { as: 'app', switchRole: false });
    expect(await pool('booking').select()).toEqual([]);
    await pool.destroy();
  });

  test.each(['SUPERUSER', 'BYPASSRLS'])(
    'rejects a role with %s at its first connection',
    async (attribute) => {
      const pool = connect(await login(attribute), { as: 'app', switchRole: false });
      await expect(pool.raw('SELECT 1')).rejects.toThrow(/row security does not bind the role login_/);
      await pool.destroy();
    },
  );

  test('reports a user who may not take the role', async () => {
    const pool = connect(await login(''), { as: 'app' });
    await expect(pool.raw('SELECT 1')).rejects.toThrow(/kiwimesh_app/);
    await pool.destroy();
  });

  test('cuts off statements that run too long', async () => {
    const pool = connect(db.url, { as: 'app', statementTimeout: 50 });
    await expect(pool.raw('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: 'dependency_down' });
    await pool.destroy();
  });
});

describe('as the owner', () => {
  test('sets the system scope, so that a bound owner can migrate and back up', async () => {
    const pool = connect(db.url, { as: 'owner' });
    const { rows } = await pool.raw('SELECT scope.role() AS role');
    await pool.destroy();
    expect(rows).toEqual([{ role: 'system' }]);
  });

  test('sets no statement timeout', async () => {
    const pool = connect(db.url, { as: 'owner' });
    const { rows } = await pool.raw('SHOW statement_timeout');
    await pool.destroy();
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });
});

describe('values', () => {
  test('keeps dates as text, bigints and numerics as strings, instants as Date', async () => {
    const { rows } = await db.owner.raw(
      `SELECT '1960-02-29'::date AS day, 9007199254740993::bigint AS big, 1.10::numeric AS price, '2026-01-01T00:00:00Z'::timestamptz AS at`,
    );
    expect(rows).toEqual([
      { day: '1960-02-29', big: '9007199254740993', price: '1.10', at: new Date('2026-01-01T00:00:00Z') },
    ]);
  });
});

test('says why a database that was never migrated does not serve', async () => {
  const empty = await emptyDatabase();
  const pool = connect(empty.url, { as: 'app' });
  await expect(pool('booking').select()).rejects.toThrow();
  await pool.destroy();
  await empty.close();
});
