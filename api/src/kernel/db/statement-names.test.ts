import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { systemScope } from '../auth/scope.ts';
import { connect } from './connection.ts';
import { StatementNames } from './statement-names.ts';
import { Database } from './unit/database.ts';

const scope = systemScope('test');

describe('statements that recur', () => {
  let db: TestDatabase;
  let one: Database;

  beforeAll(async () => {
    db = await testDatabase();
    await db.owner.raw('create table shape (id integer primary key); grant select on shape to kiwimesh_app');
    await db.owner('shape').insert({ id: 1 });
    // One connection, so that what it prepared can be seen.
    one = new Database(connect(db.url, { as: 'app', poolMax: 1 }));
  });
  afterAll(async () => {
    await one.close();
    await db.close();
  });

  const read = () => one.run(scope, (uow) => uow.trx('shape').where({ id: 1 }));
  const prepared = () =>
    one.run(scope, async (uow) => {
      const { rows } = await uow.trx.raw('select statement from pg_prepared_statements where name like ?', [
        'k\\_%',
      ]);
      return rows.map((row: { statement: string }) => row.statement);
    });

  it('are prepared once per connection, so that planning is not paid at every request', async () => {
    for (let time = 0; time < 3; time += 1) await read();
    expect(await prepared()).toContain('select * from "shape" where "id" = $1');
  });

  it('fail once when the table changes shape, and work on a new connection', async () => {
    await db.owner.raw('alter table shape add column name text');
    await expect(read()).rejects.toMatchObject({ code: 'dependency_down' });
    expect(await read()).toEqual([{ id: 1, name: null }]);
  });
});

describe('names of statements', () => {
  it('are given at the second use, to single statements with values, up to the limit', () => {
    const names = new StatementNames(2);
    const named = (sql: string, bindings: unknown[] = [1]) => names.nameOf({ sql, bindings });
    expect(named('select 1 where $1')).toBeUndefined();
    expect(named('select 1 where $1')).toMatch(/^k_.{40}$/);
    expect(named('BEGIN; select 1', [])).toBeUndefined();
    expect(named('BEGIN; select 1', [])).toBeUndefined();
    for (const text of ['select 2 where $1', 'select 2 where $1']) named(text);
    for (const text of ['select 3 where $1', 'select 3 where $1']) expect(named(text)).toBeUndefined();
    expect(named('select 2 where $1')).not.toBe(named('select 1 where $1'));
  });
});
