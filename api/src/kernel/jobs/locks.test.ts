import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import { appendEvents } from '../events/append.ts';
import { AgendaJobs, type AgendaJobsOptions } from './agenda-jobs.ts';
import type { JobDefinition } from './definition.ts';
import { PostgresJobStore } from './postgres-store.ts';
import { workerName } from './store.ts';

let db: TestDatabase;
let store: PostgresJobStore;
let session: WorkerSession;
let jobs: AgendaJobs | undefined;

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
  store = new PostgresJobStore({ connection: { url: db.url }, joinsUnitOfWork: true });
  session = new WorkerSession({ url: db.url });
  await session.open();
});
afterAll(async () => {
  await session.close();
  await store.close();
  await db.close();
});
beforeEach(() => db.owner.raw('truncate agenda_job'));
afterEach(async () => {
  await jobs?.drain();
  jobs = undefined;
});

async function start(
  definition: JobDefinition<{ readonly n?: number }>,
  options: Partial<AgendaJobsOptions> = {},
) {
  jobs = new AgendaJobs({ store, sweepEvery: 50, processEvery: 100, ...options });
  await jobs.start([definition], session);
  return jobs;
}

/** As a worker leaves a job that it claimed `seconds` ago. */
const heldBy = (worker: string, seconds: number, begun = false) =>
  db.owner('agenda_job').update({
    locked_at: db.owner.raw(`now() - interval '${seconds} seconds'`),
    last_modified_by: worker,
    ...(begun ? { next_run_at: null } : {}),
  });

describe('locks of jobs', () => {
  test('run jobs once each that are held for longer than a lock lives', async () => {
    const runs: string[] = [];
    const working = await start(
      { name: 'timer', concurrency: 2, handle: async (_, { key }) => void runs.push(key) },
      { lockLifetime: 100, processEvery: 500 },
    );
    const keys = Array.from({ length: 8 }, (_, n) => `k${n}`);
    // Claimed ahead, as many as one worker may hold, by timers that fire when their locks are old.
    const at = new Date(Date.now() + 450);
    for (const key of keys) await working.enqueue('timer', key, {}, { at });
    await eventually('all have run', async () => runs.length >= keys.length, 20_000);
    await working.idle(60_000);
    expect(runs.sort()).toEqual(keys);
  });

  test.each([
    ['taken', false],
    ['begun', true],
  ])('free a job %s by a worker that has lost track of it, without counting a crash', async (_, begun) => {
    await new AgendaJobs({ store }).enqueue('lost', 'k', {});
    await heldBy(workerName(session.id), 20, begun);
    await store.releaseLost(60_000, workerName(session.id));
    expect(await db.owner('agenda_job')).toMatchObject([{ locked_at: null, crashes: 0 }]);
    const attempts: number[] = [];
    const working = await start({
      name: 'lost',
      handle: async (_, { attempt }) => void attempts.push(attempt),
    });
    await working.idle(60_000);
    expect(attempts).toEqual([1]);
  });

  test("keep a job with its worker while the worker's session is down", async () => {
    let finish: () => void = () => {};
    const finished = new Promise<void>((done) => {
      finish = done;
    });
    let runs = 0;
    const working = await start({
      name: 'long',
      async handle() {
        runs += 1;
        await finished;
      },
    });
    await working.enqueue('long', 'k', {});
    await eventually('it runs', async () => runs === 1);
    // No living session has this id.
    await db.owner.raw(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ?`,
      [session.id],
    );
    await store.releaseLost(60_000, workerName(session.id));
    expect(await db.owner('agenda_job').whereNotNull('locked_at')).toHaveLength(1);
    finish();
    await working.idle(60_000);
    expect(runs).toBe(1);
  });

  test('keep a worker from beginning a job that another has claimed', async () => {
    await new AgendaJobs({ store }).enqueue('clock', 'k', {});
    store.held.open();
    const { repository } = store.backend;
    const now = new Date();
    const job = await repository.getNextJobToRun('clock', now, now, now, { lastModifiedBy: 'worker:8' });
    // It was suspended for longer than its lock lives.
    await heldBy('worker:9', 0);
    const begin = repository.saveJobState({ ...job, nextRunAt: null } as never, {
      lastModifiedBy: 'worker:8',
    });
    await expect(begin).rejects.toThrow('not there any more');
    expect(await db.owner('agenda_job')).toMatchObject([{ last_modified_by: 'worker:9' }]);
  });
});
