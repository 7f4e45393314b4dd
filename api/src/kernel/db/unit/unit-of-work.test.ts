import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  caller,
  createTenancyGraph,
  ID,
  seedTenancyGraph,
  Visit,
} from '../../../../test/support/tenants/tenancy-graph.ts';
import { ThingChanged } from '../../../../test/support/worlds/things.ts';
import type { StaffPrincipal } from '../../auth/principal.ts';
import { systemScope } from '../../auth/scope.ts';
import type { DomainEvent } from '../../payload/event.ts';
import { connect } from '../connection.ts';
import { ConstraintViolation } from '../errors.ts';
import { Database } from './database.ts';
import { asSystem, currentUnitOfWork, NoUnitOfWork, savepoint } from './open-unit.ts';

let db: TestDatabase;
let database: Database;
beforeAll(async () => {
  db = await emptyDatabase();
  await createTenancyGraph(db.owner);
  await db.owner.raw(`
    CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
    GRANT SELECT, INSERT, UPDATE, DELETE ON counter TO kiwimesh_app;
  `);
  database = db.database;
});
afterAll(() => db.close());
beforeEach(async () => {
  await seedTenancyGraph(db.owner);
  await db.owner.raw('TRUNCATE counter; INSERT INTO counter VALUES (1, 0), (2, 0)');
  db.emitted.length = 0;
});

const system = systemScope('test');
const admin = caller('hospital_admin');
const event = (id: string): DomainEvent => ThingChanged(id, {});
const count = async () => Number((await db.owner('counter').where({ id: 1 }).first()).n);

describe('a unit of work', () => {
  test('is one transaction of the app role with the caller in the session', async () => {
    const who: StaffPrincipal = {
      kind: 'staff',
      id: ID.memberA,
      role: 'nurse',
      hospitalId: ID.hospitalA,
      communityId: null,
      sessionId: ID.noteA,
    };
    const found = await database.run(who, async (uow) => {
      const reply = await uow.trx.raw(`
        SELECT current_user, session_user <> current_user AS switched, scope.role() AS role, scope.hospital_id() AS hospital,
          scope.community_id() AS community, scope.resident_id() AS resident, scope.staff_id() AS staff`);
      return reply.rows[0];
    });
    expect(found).toEqual({
      current_user: 'kiwimesh_app',
      switched: true,
      role: 'nurse',
      hospital: ID.hospitalA,
      community: null,
      resident: null,
      staff: ID.memberA,
    });
  });

  test('opens in one round trip', async () => {
    const sent: string[] = [];
    const pool = connect(db.url, { as: 'app' });
    pool.on('query', (query: { sql: string }) => sent.push(query.sql));
    const counted = new Database(pool);
    await counted.run(admin, async (uow) => uow.trx('visit').select('id'));
    await counted.close();
    expect(sent).toEqual([
      `BEGIN; SELECT set_config('kiwimesh.role', 'hospital_admin', true), set_config('kiwimesh.hospital_id', '${ID.hospitalA}', true)`,
      'select "id" from "visit"',
      'COMMIT;',
    ]);
  });

  test('sends its opening with the first query, or by itself when none follows', async () => {
    interface Wire {
      connection: { stream: { writableCorked: number; writableLength: number; bytesWritten: number } };
    }
    const wire = async (trx: { client: { acquireConnection(): Promise<unknown> } }) =>
      ((await trx.client.acquireConnection()) as Wire).connection.stream;
    await database.run(admin, async (uow) => {
      const stream = await wire(uow.trx as never);
      expect([stream.writableCorked, stream.writableLength > 0]).toEqual([1, true]);
      const query = uow.trx.raw('SELECT scope.role() AS role').then((reply) => reply.rows);
      expect(await query).toEqual([{ role: 'hospital_admin' }]);
      expect(stream.writableCorked).toBe(0);
    });
    await database.run(admin, async (uow) => {
      const stream = await wire(uow.trx as never);
      await eventually('it is sent', () => stream.writableCorked === 0 && stream.writableLength === 0);
    });
  });

  test('rejects an opening that Postgres could refuse before it is sent', async () => {
    const work = async () => 1;
    const bogus = { isolation: 'bogus' as 'serializable' };
    await expect(database.run(admin, work, bogus)).rejects.toThrow('no such isolation level');
  });

  test('answers each of concurrent queries with its own result', async () => {
    const answers = await database.run(admin, async (uow) =>
      Promise.all(
        Array.from({ length: 20 }, async (_, n) => (await uow.trx.raw('SELECT ?::int AS n', [n])).rows[0].n),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test('leaves nothing of its scope on the pooled connection', async () => {
    const pool = connect(db.url, { as: 'app', poolMax: 1 });
    const single = new Database(pool);
    await single.run(admin, async (uow) => uow.trx.raw('select 1'));
    const after = await pool.raw('select scope.role() as role, (select count(*) from visit) as n');
    await single.close();
    expect(after.rows).toEqual([{ role: null, n: '0' }]);
  });

  test('commits what resolves and rolls back what throws', async () => {
    await database.run(system, async (uow) => uow.trx('counter').where({ id: 1 }).update({ n: 1 }));
    const failed = database.run(system, async (uow) => {
      await uow.trx('counter').where({ id: 1 }).update({ n: 2 });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await count()).toBe(1);
  });

  test('has one value of now', async () => {
    const fixed = new Date('2026-01-02T03:04:05Z');
    const clocked = new Database(connect(db.url, { as: 'app' }), { clock: () => fixed });
    expect(await clocked.run(system, async (uow) => uow.now)).toBe(fixed);
    await clocked.close();
  });

  test('sends no malformed scope to the database', async () => {
    const evil = { ...admin, hospitalId: `x', true); DROP TABLE visit; --` };
    await expect(database.run(evil, async () => 1)).rejects.toThrow('scope.hospitalId is malformed');
    const role = { ...admin, role: `x'` as 'nurse' };
    await expect(database.run(role, async () => 1)).rejects.toThrow('scope.role is malformed');
  });

  test('reports a swallowed statement error instead of a commit', async () => {
    const run = database.run(system, async (uow) => {
      await uow.trx('counter').where({ id: 1 }).update({ n: 9 });
      await uow
        .trx('counter')
        .insert({ id: 1, n: 1 })
        .catch(() => undefined);
    });
    await expect(run).rejects.toThrow('already aborted');
    expect(await count()).toBe(0);
  });

  test('sets read only and isolation at BEGIN', async () => {
    const show = `SELECT current_setting('transaction_isolation') AS i, current_setting('transaction_read_only') AS r`;
    const reply = await database.run(system, async (uow) => (await uow.trx.raw(show)).rows[0], {
      isolation: 'serializable',
      readOnly: true,
    });
    expect(reply).toEqual({ i: 'serializable', r: 'on' });
  });
});

describe('currentUnitOfWork', () => {
  test('is the running one, across awaits and timers', async () => {
    await database.run(system, async (uow) => {
      await new Promise((done) => setTimeout(done));
      expect(currentUnitOfWork()).toBe(uow);
    });
    expect(() => currentUnitOfWork()).toThrow(NoUnitOfWork);
    expect(new NoUnitOfWork().code).toBe('no_unit_of_work');
  });

  test('keeps concurrent units apart', async () => {
    const sides = ['hospitalA', 'hospitalB'] as const;
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const hospitalId = ID[sides[n % 2] ?? 'hospitalA'];
        return database.run(caller('hospital_admin', { hospitalId }), async () => {
          for (let turns = n % 4; turns > 0; turns -= 1) await new Promise((next) => setImmediate(next));
          const visits = await Visit.query();
          return visits.length === 1 && visits[0]?.hospitalId === hospitalId;
        });
      }),
    );
    expect(seen).toEqual(Array(20).fill(true));
  });
});

describe('nesting', () => {
  test('joins a unit of the same scope', async () => {
    await database.run(admin, async (outer) => {
      await database.run({ ...admin, reason: 'other words' }, async (inner) => expect(inner).toBe(outer));
    });
  });

  test('rejects another scope', async () => {
    await database.run(admin, async () => {
      await expect(database.run(system, async () => 1)).rejects.toThrow('cannot change to system');
    });
  });

  test('asSystem switches the session and back, nested and in sequence', async () => {
    const role = async () => (await currentUnitOfWork().trx.raw('SELECT scope.role() AS role')).rows[0].role;
    await database.run(admin, async () => {
      const inside = await asSystem('look up', async () => [await role(), await asSystem('deeper', role)]);
      expect([...inside, await role()]).toEqual(['system', 'system', 'hospital_admin']);
      const both = await Promise.all([asSystem('one', role), asSystem('two', role)]);
      expect(both).toEqual(['system', 'system']);
      expect(await role()).toBe('hospital_admin');
    });
  });

  test('asSystem clears the ids while it lasts', async () => {
    await database.run(admin, async () => {
      const id = await asSystem(
        'x',
        async (uow) => (await uow.trx.raw('SELECT scope.hospital_id() AS h')).rows[0].h,
      );
      expect(id).toBeNull();
    });
  });

  test('asSystem restores the scope when it throws', async () => {
    await database.run(admin, async () => {
      await expect(
        asSystem('x', async () => {
          throw new Error('inside');
        }),
      ).rejects.toThrow('inside');
      expect(await Visit.query().resultSize()).toBe(1);
    });
  });

  test('asSystem reports its reason, and opens a unit outside one', async () => {
    const reasons: string[] = [];
    const observed = new Database(connect(db.url, { as: 'app' }), {
      onSystemScope: (reason) => reasons.push(reason),
    });
    await observed.asSystem('sweep', async () => 1);
    await observed.run(admin, async () => asSystem('look up', async () => 1));
    await observed.close();
    expect(reasons).toEqual(['sweep', 'look up']);
    await expect(asSystem('x', async () => 1)).rejects.toThrow(NoUnitOfWork);
  });
});

describe('savepoint', () => {
  test('undoes writes, events and effects of the failed part only', async () => {
    const effects: string[] = [];
    await database.run(system, async (uow) => {
      await uow.trx('counter').where({ id: 1 }).update({ n: 1 });
      uow.emit(event('kept'));
      for (const n of [1, 2]) {
        await savepoint(async () => {
          uow.emit(event('lost'));
          uow.afterCommit(() => effects.push('lost'));
          await uow.trx('counter').insert({ id: n, n });
        }).catch((error) => expect(error).toBeInstanceOf(ConstraintViolation));
      }
      await savepoint(async () => uow.trx('counter').insert({ id: 3, n: 3 }));
    });
    expect(await db.owner('counter').orderBy('id').pluck('n')).toEqual([1, 0, 3]);
    expect(db.emitted.map((each) => each.aggregate.id)).toEqual(['kept']);
    expect(effects).toEqual([]);
  });

  test("restores the caller's scope after a failure inside asSystem", async () => {
    await database.run(admin, async () => {
      await savepoint(() => asSystem('x', async (uow) => uow.trx('counter').insert({ id: 1, n: 1 }))).catch(
        () => undefined,
      );
      expect(await Visit.query().resultSize()).toBe(1);
    });
  });
});

describe('events and effects', () => {
  test('events are appended before COMMIT, in order, inside the transaction', async () => {
    const log: string[] = [];
    const pool = connect(db.url, { as: 'app' });
    pool.on('query', (query: { sql: string }) => log.push(query.sql.split(' ')[0] ?? ''));
    const own = new Database(pool, {
      appendEvents: async (uow, events) => {
        expect(currentUnitOfWork()).toBe(uow);
        log.push(...events.map((each) => each.aggregate.id));
      },
    });
    await own.run(system, async (uow) => {
      uow.emit(event('a'));
      await uow.trx.raw('select 1');
      uow.emit(event('b'));
    });
    await own.close();
    expect(log).toEqual(['BEGIN;', 'select', 'a', 'b', 'COMMIT;']);
  });

  test('a failed append rolls everything back', async () => {
    const own = new Database(connect(db.url, { as: 'app' }), {
      appendEvents: async () => {
        throw new Error('outbox');
      },
    });
    const run = own.run(system, async (uow) => {
      await uow.trx('counter').where({ id: 1 }).update({ n: 5 });
      uow.emit(event('a'));
    });
    await expect(run).rejects.toThrow('outbox');
    await own.close();
    expect(await count()).toBe(0);
  });

  test('an event without an outbox, or after the end of the unit, is an error', async () => {
    const own = new Database(connect(db.url, { as: 'app' }));
    await expect(own.run(system, async (uow) => uow.emit(event('a')))).rejects.toThrow('no outbox');
    const ended = await own.run(system, async (uow) => uow);
    expect(() => ended.emit(event('late'))).toThrow(NoUnitOfWork);
    expect(() => ended.afterCommit(() => {})).toThrow(NoUnitOfWork);
    await own.close();
  });

  test('effects run after a commit, outside the unit, and only then', async () => {
    const seen: unknown[] = [];
    await database.run(admin, async (uow) => {
      uow.afterCommit(() => {
        seen.push(database.run(system, async (inner) => inner.scope.role));
      });
    });
    expect(await Promise.all(seen)).toEqual(['system']);
    const failed = database.run(admin, async (uow) => {
      uow.afterCommit(() => seen.push('never'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(seen).toHaveLength(1);
  });

  test('an effect that throws neither undoes nor fails the commit', async () => {
    const errors: unknown[] = [];
    const own = new Database(connect(db.url, { as: 'app' }), {
      onEffectError: (error) => errors.push(error),
    });
    const value = await own.run(system, async (uow) => {
      uow.afterCommit(() => {
        throw new Error('effect');
      });
      return 7;
    });
    await own.close();
    expect([value, errors.length]).toEqual([7, 1]);
  });
});

describe('retry', () => {
  /** Units that have read what they will write, first attempts and later ones. */
  let read = 0;
  beforeEach(() => {
    read = 0;
  });
  const increment = (options: { retry?: boolean }) =>
    database.run(
      system,
      async (uow) => {
        const row = await uow.trx('counter').where({ id: 1 }).first();
        read += 1;
        await eventually('all have read', () => read >= 4);
        await uow
          .trx('counter')
          .where({ id: 1 })
          .update({ n: row.n + 1 });
      },
      { isolation: 'serializable', ...options },
    );

  test('repeats a retryable unit after a serialization failure', async () => {
    await Promise.all(Array.from({ length: 4 }, () => increment({ retry: true })));
    expect(await count()).toBe(4);
  });

  test('passes the failure of other units on', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => increment({})));
    const failed = outcomes.filter((each) => each.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.reason).toMatchObject({ name: 'DatabaseFault', code: '40001', retryable: true });
  });

  test('repeats after deadlocks too, without events of the lost run', async () => {
    let met = 0;
    const lock = (first: number, second: number) =>
      database.run(
        system,
        async (uow) => {
          uow.emit(event(`${first}`));
          await uow.trx('counter').where({ id: first }).increment('n', 1);
          met += 1;
          await eventually('both have met', () => met >= 2);
          await uow.trx('counter').where({ id: second }).increment('n', 1);
        },
        { retry: true },
      );
    await Promise.all([lock(1, 2), lock(2, 1)]);
    expect(await count()).toBe(2);
    expect(db.emitted.map((each) => each.aggregate.id).sort()).toEqual(['1', '2']);
    // On a busy machine they can collide again; then it runs once more.
    expect(met).toBeGreaterThanOrEqual(3);
  });
});

describe('the pool', () => {
  test('reports its figures', async () => {
    await database.run(system, async () => {
      expect(database.pool()).toMatchObject({ max: 12, pending: 0 });
      expect(database.pool().used).toBeGreaterThanOrEqual(1);
    });
    expect(await database.ping()).toBe(true);
  });

  test('is dependency_down when exhausted, and does not hang', async () => {
    const small = new Database(connect(db.url, { as: 'app', poolMax: 1, acquireTimeout: 100 }));
    // Connecting may take longer than that; the pool then keeps the connection for the unit.
    await eventually('the pool has its connection', () => small.ping());
    await small.run(system, async () => {
      const other = new Promise((done) => setImmediate(done)).then(() => undefined);
      await other;
      const waiting = await new Promise<unknown>((done) => {
        // A second unit beside this one, not within it.
        runOutside(() => small.run(admin, async () => 1).then(done, done));
      });
      expect(waiting).toMatchObject({ code: 'dependency_down', status: 503 });
    });
    await small.close();
  });

  test('is dependency_down after a lost connection, and the next unit works', async () => {
    const lost = database.run(system, async (uow) => {
      const pid = (await uow.trx.raw('SELECT pg_backend_pid() AS pid')).rows[0].pid;
      await db.owner.raw('SELECT pg_terminate_backend(?)', [pid]);
      await eventually('it is gone', async () => {
        const { rows } = await db.owner.raw('SELECT 1 FROM pg_stat_activity WHERE pid = ?', [pid]);
        return rows.length === 0;
      });
      await uow.trx.raw('select 1');
    });
    await expect(lost).rejects.toMatchObject({ code: 'dependency_down' });
    expect(await database.run(system, async () => 'fine')).toBe('fine');
  });

  test('is dependency_down when the server is unreachable', async () => {
    const nowhere = new Database(connect('postgres://a:b@127.0.0.1:1/x', { as: 'app' }));
    await expect(nowhere.run(system, async () => 1)).rejects.toMatchObject({ code: 'dependency_down' });
    expect(await nowhere.ping()).toBe(false);
    await nowhere.close();
  });
});

const outside: (() => void)[] = [];
const pump = setInterval(() => {
  for (const work of outside.splice(0)) work();
}, 5);
afterAll(() => clearInterval(pump));

/** Runs a function from a timer that was made outside every unit. */
function runOutside(work: () => void): void {
  outside.push(work);
}
