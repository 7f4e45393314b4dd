import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { systemScope } from '../../auth/scope.ts';
import { connect } from '../connection.ts';
import { migrateUp } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { Database } from './database.ts';

/** The transaction of a unit does everything that knex's own does and that features and libraries use. */
let db: TestDatabase;
beforeAll(async () => {
  db = await emptyDatabase();
  await migrateUp(
    db.owner,
    (await migrations()).filter((step) => step.name === '20261126000100_kernel'),
  );
  await db.owner.raw(`
    CREATE TABLE thing (id int PRIMARY KEY, name text);
    GRANT SELECT, INSERT, UPDATE, DELETE ON thing TO kiwimesh_app;
  `);
});
afterAll(() => db.close());
beforeEach(() => db.owner('thing').delete());

function unit<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.database.run(systemScope('test'), ({ trx }) => work(trx));
}
const things = () => db.owner('thing').orderBy('id').pluck('id');

describe('queries', () => {
  test('start in every way that knex offers', async () => {
    const found = await unit(async (trx) => {
      await trx('thing').insert([
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ]);
      await trx.insert({ id: 3, name: 'c' }).into('thing');
      return [
        await trx('thing as t').where('t.id', 1).first('t.name'),
        await trx.select('id').from('thing').orderBy('id').limit(1),
        await trx.from('thing').max('id as top').first(),
        await trx.queryBuilder().from('thing').count('* as n').first(),
        (await trx.raw('SELECT :id::int + 1 AS n', { id: 4 })).rows,
        await trx.with('w', trx('thing').where('id', 2)).select('name').from('w'),
        await trx('thing').where('name', trx.ref('name')).pluck('id'),
        await trx('thing')
          .where('id', 2)
          .update({ name: trx.raw('upper(name)') })
          .returning('name'),
      ];
    });
    expect(found).toEqual([
      { name: 'a' },
      [{ id: 1 }],
      { top: 3 },
      { n: '3' },
      [{ n: 5 }],
      [{ name: 'b' }],
      [1, 2, 3],
      [{ name: 'B' }],
    ]);
  });

  test('cover schema, functions and batches', async () => {
    await unit(async (trx) => {
      expect(await trx.schema.hasTable('thing')).toBe(true);
      expect(trx.fn.now().toString()).toContain('CURRENT_TIMESTAMP');
      await trx.batchInsert(
        'thing',
        Array.from({ length: 25 }, (_, id) => ({ id })),
        10,
      );
    });
    expect(await things()).toHaveLength(25);
  });

  test('write the default for undefined, as in knex', async () => {
    await unit((trx) => trx('thing').insert([{ id: 1, name: 'x' }, { id: 2 }]));
    expect(await db.owner('thing').orderBy('id').pluck('name')).toEqual(['x', null]);
  });

  test('share one session', async () => {
    const pids = await unit(async (trx) =>
      Promise.all([1, 2, 3].map(async () => (await trx.raw('SELECT pg_backend_pid() AS pid')).rows[0].pid)),
    );
    expect(new Set(pids).size).toBe(1);
  });

  test('are rejected after the end and reach no other unit', async () => {
    const late = await unit(async (trx) => trx);
    await expect(late('thing').insert({ id: 9 })).rejects.toThrow('came too late');
    await expect(late.raw('SELECT 1')).rejects.toThrow('came too late');
    expect(late.isCompleted()).toBe(true);
    expect(await things()).toEqual([]);
  });

  test('belong to the transaction when still running at the end of the work', async () => {
    let running: Promise<unknown> = Promise.resolve();
    await unit(async (trx) => {
      running = trx('thing').insert({ id: 1 }).then();
    });
    await running;
    expect(await things()).toEqual([1]);
  });
});

describe('savepoints by knex', () => {
  test('a nested transaction that fails undoes only itself', async () => {
    await unit(async (trx) => {
      await trx('thing').insert({ id: 1 });
      const nested = trx.transaction(async (inner) => {
        await inner('thing').insert({ id: 2 });
        throw new Error('inner');
      });
      await expect(nested).rejects.toThrow('inner');
      await trx.savepoint(async (inner: Knex.Transaction) => {
        await inner('thing').insert({ id: 3 });
        await inner.transaction(async (deeper) => deeper('thing').insert({ id: 4 }));
      });
    });
    expect(await things()).toEqual([1, 3, 4]);
  });

  test('concurrent ones run in turn', async () => {
    await unit(async (trx) => {
      await Promise.all(
        [1, 2, 3].map((id) => trx.transaction(async (inner) => inner('thing').insert({ id }))),
      );
    });
    expect(await things()).toEqual([1, 2, 3]);
  });
});

describe('ending', () => {
  test('commit and rollback belong to the unit', async () => {
    await unit(async (trx) => {
      expect(trx.isTransaction).toBe(true);
      expect(() => trx.commit()).toThrow('return or throw');
      expect(() => trx.rollback()).toThrow('return or throw');
    });
  });

  test('returns the connection whatever happens', async () => {
    const pool = connect(db.url, { as: 'app', poolMax: 1 });
    const single = new Database(pool);
    const scope = systemScope('test');
    for (let n = 0; n < 5; n += 1) {
      await single.run(scope, async ({ trx }) => trx('thing').select());
      await expect(single.run(scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      await expect(single.run(scope, async ({ trx }) => trx.raw('SELECT 1/0'))).rejects.toThrow();
    }
    expect(single.pool()).toMatchObject({ used: 0, pending: 0 });
    await single.close();
  });

  test('discards a connection that could not roll back', async () => {
    const pool = connect(db.url, { as: 'app', poolMax: 1 });
    const single = new Database(pool);
    const pid = async () =>
      single.run(
        systemScope('test'),
        async ({ trx }) => (await trx.raw('SELECT pg_backend_pid() AS pid')).rows[0].pid,
      );
    const first = await pid();
    await single
      .run(systemScope('test'), async () => {
        await db.owner.raw('SELECT pg_terminate_backend(?)', [first]);
        throw new Error('work');
      })
      .catch((error: Error) => expect(error.message).toBe('work'));
    expect(await pid()).not.toBe(first);
    await single.close();
  });

  test('listeners of the pool and of the transaction get its queries', async () => {
    const pool = connect(db.url, { as: 'app' });
    const heard: string[] = [];
    pool.on('query', ({ sql }: { sql: string }) => heard.push(`pool ${sql}`));
    const own = new Database(pool);
    await own.run(systemScope('test'), async ({ trx }) => {
      trx.on('query', ({ sql }: { sql: string }) => heard.push(`trx ${sql}`));
      await trx.raw('SELECT 1');
    });
    await own.close();
    expect(heard).toEqual([
      expect.stringMatching(/^pool BEGIN; /),
      'trx SELECT 1',
      'pool SELECT 1',
      'trx COMMIT;',
      'pool COMMIT;',
    ]);
  });
});
