import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import { NO_LOG } from '../observability/failure.ts';
import { AgendaJobs } from './agenda-jobs.ts';
import { MongoJobStore } from './mongo-store.ts';
import { openJobStore } from './open-store.ts';
import { PostgresJobStore } from './postgres-store.ts';

/** A MongoDB for the second half, e.g. mongodb://127.0.0.1/kiwimesh_test. The tests do not start one. */
const MONGODB = process.env.KIWIMESH_TEST_MONGODB_URL;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test('JOBS_URL selects the store and the session of its workers', async () => {
  const connection = { url: 'postgres://main.example/kiwimesh' };
  const session = new WorkerSession(connection);
  const open = (jobsUrl: string | undefined) => openJobStore({ connection, jobsUrl, session, log: NO_LOG });
  for (const [url, kind, shared] of [
    [undefined, PostgresJobStore, true],
    [connection.url, PostgresJobStore, true],
    ['postgres://jobs.example/jobs', PostgresJobStore, false],
    ['mongodb://jobs.example/jobs', MongoJobStore, true],
  ] as const) {
    const opened = await open(url);
    expect(opened.store).toBeInstanceOf(kind);
    expect(opened.session === session).toBe(shared);
    await opened.store.close();
  }
});

test('jobs in a Postgres of their own run there, held by a session of that server', async () => {
  const elsewhere = await testDatabase();
  const session = new WorkerSession({ url: db.url });
  const opened = await openJobStore({
    connection: { url: db.url },
    jobsUrl: elsewhere.url,
    session,
    log: NO_LOG,
  });
  await opened.session.open();
  const jobs = new AgendaJobs({ store: opened.store });
  const ran: string[] = [];
  await jobs.start([{ name: 'there', handle: async (_, { key }) => void ran.push(key) }], opened.session);
  await jobs.enqueue('there', 'k', {});
  await eventually('it has run', () => ran.length > 0);
  expect(await db.owner('agenda_job')).toEqual([]);
  await jobs.drain();
  await opened.session.close();
  await opened.store.close();
  await elsewhere.close();
});

if (MONGODB !== undefined) {
  describe('on MongoDB', () => {
    let client: MongoClient;
    let session: WorkerSession;
    let store: MongoJobStore;

    beforeAll(async () => {
      client = await MongoClient.connect(MONGODB);
      session = new WorkerSession({ url: db.url });
      await session.open();
      store = new MongoJobStore(MONGODB, session);
    });
    afterAll(async () => {
      await store.close();
      await session.close();
      await client.close();
    });
    const collection = () => client.db().collection('agenda_job');
    beforeEach(async () => {
      await collection().deleteMany({});
    });

    test('leaves one job of 20 concurrent callers, and moves, cancels and runs it', async () => {
      const jobs = new AgendaJobs({ store, processEvery: 100 });
      const later = { at: new Date(Date.now() + 60_000) };
      await Promise.all(Array.from({ length: 20 }, (_, n) => jobs.enqueue('clock', 'k', { n }, later)));
      expect(await collection().countDocuments({})).toBe(1);
      await jobs.cancel('clock', 'k');
      expect(await collection().countDocuments({})).toBe(0);
      const ran: unknown[] = [];
      await jobs.start([{ name: 'clock', handle: async (data) => void ran.push(data) }], session);
      const first = Date.now() + 2_000;
      await jobs.enqueue('clock', 'k', { n: 1 }, { at: new Date(first) });
      const due = first + 200;
      await jobs.enqueue('clock', 'k', { n: 2 }, { at: new Date(due) });
      // Due after both times of the first: when it has run, nothing of that is still to come.
      await jobs.enqueue('clock', 'last', { n: 3 }, { at: new Date(due + 100) });
      await eventually('the first has run', () => ran.length > 0);
      expect(Date.now()).toBeGreaterThanOrEqual(due);
      await eventually('the last has run', () => ran.length > 1);
      expect(ran).toEqual([{ n: 2 }, { n: 3 }]);
      await jobs.idle();
      expect(await collection().countDocuments({})).toBe(0);
      await jobs.drain();
    });

    test('makes a dead letter of a failure, retries it and frees jobs of a dead worker', async () => {
      const jobs = new AgendaJobs({
        store,
        processEvery: 100,
        sweepEvery: 100,
        backoff: { first: 5, most: 10 },
      });
      let broken = true;
      const attempts: string[] = [];
      await jobs.enqueue('flaky', 'crashed', {});
      await collection().updateOne(
        {},
        { $set: { lockedAt: new Date(), lastModifiedBy: 'worker:7', nextRunAt: null } },
      );
      await jobs.start(
        [
          {
            name: 'flaky',
            maxAttempts: 2,
            async handle(_, { key, attempt }) {
              attempts.push(`${key} ${attempt}`);
              if (broken) throw new Error('no');
            },
          },
        ],
        session,
      );
      await eventually('a dead letter', async () => (await store.deadLetters(10)).length > 0);
      expect(attempts).toEqual(['crashed 2', 'crashed 3']);
      await jobs.enqueue('flaky', 'k', {});
      await eventually('another', async () => (await store.deadLetters(10)).length === 2);
      expect(attempts).toEqual(['crashed 2', 'crashed 3', 'k 1', 'k 2']);
      const [last, first] = await store.deadLetters(10);
      expect(
        await store.deadLetters(10, { failedAt: last?.failedAt ?? new Date(), id: last?.id ?? '' }),
      ).toEqual([first]);
      broken = false;
      expect(await store.retry(last?.id ?? '')).toBe(true);
      expect(await store.retry('x')).toBe(false);
      await eventually('it ran again', () => attempts.length >= 5);
      await jobs.idle();
      expect(attempts.at(-1)).toBe('k 1');
      expect((await store.deadLetters(10)).map(({ id }) => id)).toEqual([first?.id]);
      await jobs.drain();
    });
  });
}
