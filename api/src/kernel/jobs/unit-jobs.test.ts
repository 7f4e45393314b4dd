/** Jobs of units of work, on each store: they exist exactly when the unit commits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { systemScope } from '../auth/scope.ts';
import { connect } from '../db/connection.ts';
import { Database } from '../db/unit/database.ts';
import { savepoint } from '../db/unit/open-unit.ts';
import { appendEvents, appendEventsAnd } from '../events/append.ts';
import { currentCorrelationId, runInContext } from '../observability/context.ts';
import { count, object, optional } from '../payload/shapes.ts';
import { Background } from './background.ts';
import { job, jobHandler } from './job.ts';
import { throughOutbox } from './through-outbox.ts';

const TEST = systemScope('test');
const MINUTE = 60_000;
const PROCESS = path.join(import.meta.dirname, '../../../test/durability/enqueue-and-die.ts');
const Ring = job('ring', object({ n: optional(count) }));

/** A MongoDB for the third part, e.g. mongodb://127.0.0.1/kiwimesh_test. The tests do not start one. */
const MONGODB = process.env.KIWIMESH_TEST_MONGODB_URL;

interface Place {
  readonly jobsUrl: string | undefined;
  /** Removes all jobs. */
  clear(): Promise<unknown>;
  close(): Promise<void>;
}

const PLACES: Record<string, (main: TestDatabase) => Promise<Place>> = {
  'the database of the product': async (main) => ({
    jobsUrl: undefined,
    clear: () => main.owner('agenda_job').delete(),
    close: async () => {},
  }),
  'a Postgres of its own': async () => {
    const elsewhere = await testDatabase();
    return {
      jobsUrl: elsewhere.url,
      clear: () => elsewhere.owner('agenda_job').delete(),
      close: () => elsewhere.close(),
    };
  },
};
if (MONGODB !== undefined) {
  PLACES.MongoDB = async () => {
    const { MongoClient } = await import('mongodb');
    const client = await MongoClient.connect(MONGODB);
    return {
      jobsUrl: MONGODB,
      clear: () => client.db().collection('agenda_job').deleteMany({}),
      close: () => client.close(),
    };
  };
}

describe.each(Object.entries(PLACES))('a job of a unit of work, kept in %s', (_name, open) => {
  let db: TestDatabase;
  let place: Place;
  let background: Background;
  const rung: { key: string; n: number | undefined; at: number; correlation: string }[] = [];

  beforeAll(async () => {
    db = await testDatabase({
      appendEvents: appendEventsAnd(() => background.announce()),
      writeJobs: (uow, orders) => background.writeJobs(uow, orders),
    });
    await db.owner.raw(`
      create table owner_of (id integer primary key);
      create table owned (by integer references owner_of deferrable initially deferred);
      grant insert on owned to kiwimesh_app`);
    place = await open(db);
    background = await Background.open({
      database: db.database,
      connection: { url: db.url },
      jobsUrl: place.jobsUrl,
    });
    const ring = jobHandler(Ring, {
      async handle({ n }, { key }) {
        rung.push({ key, n, at: Date.now(), correlation: currentCorrelationId() });
      },
    });
    await background.start([{ jobs: [ring] }], { work: true });
  });
  afterAll(async () => {
    await background.stop();
    await place.close();
    await db.close();
  });
  beforeEach(async () => {
    await background.idle();
    await place.clear();
    rung.length = 0;
  });

  const keys = () => rung.map(({ key }) => key).sort();
  /** Runs last: what was enqueued before is done when this has run. */
  const lastRing = async () => {
    await db.database.run(TEST, async (uow) => uow.enqueue(Ring.now('last', {})));
    await eventually('the last ring', () => keys().includes('last'));
    await background.idle();
  };

  test('runs after the commit, in its context, and not at all after a rollback', async () => {
    await runInContext({ correlationId: 'corr-unit-job' }, () =>
      db.database.run(TEST, async (uow) => {
        uow.enqueue(Ring.now('kept', { n: 1 }));
        await savepoint(async () => {
          uow.enqueue(Ring.now('undone', {}));
          throw new Error('undo');
        }).catch(() => undefined);
      }),
    );
    const failing = db.database.run(TEST, async (uow) => {
      uow.enqueue(Ring.now('rolled back', {}));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await lastRing();
    expect(keys()).toEqual(['kept', 'last']);
    expect(rung.find(({ key }) => key === 'kept')).toMatchObject({ n: 1, correlation: 'corr-unit-job' });
  });

  test('does not exist when the commit itself fails after everything was written', async () => {
    const failing = db.database.run(TEST, async (uow) => {
      await uow.trx('owned').insert({ by: 1 });
      uow.enqueue(Ring.now('not committed', {}));
    });
    await expect(failing).rejects.toThrow();
    await lastRing();
    expect(keys()).toEqual(['last']);
  });

  test('exists once per key for any number of units, and the last one moves its time', async () => {
    const later = new Date(Date.now() + 10 * MINUTE);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.database.run(TEST, async (uow) => uow.enqueue(Ring.at('k', { n }, later))),
      ),
    );
    await lastRing();
    expect(keys()).toEqual(['last']);
    await db.database.run(TEST, async (uow) => {
      uow.enqueue(Ring.now('k', { n: 100 }));
      // Within a unit, too, the last call counts.
      uow.enqueue(Ring.now('k', { n: 101 }));
    });
    await eventually('the moved job', () => keys().includes('k'));
    await lastRing();
    expect(rung.filter(({ key }) => key === 'k')).toMatchObject([{ n: 101 }]);
  });

  test('is cancelled by a unit that commits, and by no other', async () => {
    const soon = new Date(Date.now() + MINUTE);
    await db.database.run(TEST, async (uow) => {
      for (const key of ['a', 'b', 'c']) uow.enqueue(Ring.at(key, {}, soon));
      uow.cancel(Ring, 'c');
    });
    await db.database.run(TEST, async (uow) => uow.cancel(Ring, 'a'));
    await db.database
      .run(TEST, async (uow) => {
        uow.cancel(Ring, 'b');
        throw new Error('no');
      })
      .catch(() => undefined);
    await lastRing();
    // Those that are left are moved to now.
    await db.database.run(TEST, async (uow) => uow.enqueue(Ring.now('b', {})));
    await eventually('the job that was not cancelled', () => keys().includes('b'));
    await lastRing();
    expect(keys()).toEqual(['b', 'last', 'last']);
  });

  test('exists although its process died right after the commit', async () => {
    const args = [PROCESS, db.url, place.jobsUrl ?? '', 'survivor'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    await eventually('the job of the process that died', () => keys().includes('survivor'));
    await lastRing();
    expect(keys()).toEqual(['last', 'survivor']);
  });

  test('can come from a process that does not know the store', async () => {
    // As the command line does: with the outbox and nothing else.
    const knex = connect(db.url, { as: 'app', poolMax: 1 });
    const stranger = new Database(knex, { appendEvents, writeJobs: throughOutbox });
    await stranger.run(TEST, async (uow) => uow.enqueue(Ring.now('from outside', { n: 7 })));
    await stranger.close();
    await eventually('the job from outside', () => keys().includes('from outside'));
    await lastRing();
    expect(keys()).toEqual(['from outside', 'last']);
  });

  test('is rejected when its data does not match its schema', async () => {
    const untyped: (key: string, data: never) => ReturnType<typeof Ring.now> = Ring.now;
    const wrong = db.database.run(TEST, async (uow) => {
      uow.enqueue(untyped('k', { name: 'Asha Rao' } as never));
    });
    await expect(wrong).rejects.toThrow('job ring: its data breaks the rule "additionalProperties"');
  });
});
