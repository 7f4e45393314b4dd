import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import { systemScope } from '../auth/scope.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import { appendEvents } from '../events/append.ts';
import { currentCorrelationId, runInContext } from '../observability/context.ts';
import { object } from '../payload/shapes.ts';
import { AgendaJobs, type AgendaJobsOptions } from './agenda-jobs.ts';
import type { JobDefinition } from './definition.ts';
import { job } from './job.ts';
import { PostgresJobStore, writeInUnit } from './postgres-store.ts';

const TEST = systemScope('test');
let db: TestDatabase;
let store: PostgresJobStore;
const started: { jobs: AgendaJobs; session: WorkerSession }[] = [];

beforeAll(async () => {
  db = await testDatabase({ appendEvents, writeJobs: writeInUnit });
  store = new PostgresJobStore({ connection: { url: db.url }, joinsUnitOfWork: true });
});
afterAll(async () => {
  await store.close();
  await db.close();
});
beforeEach(() => db.owner.raw('truncate agenda_job'));
afterEach(async () => {
  for (const { jobs, session } of started.splice(0)) {
    await jobs.drain();
    await session.close();
  }
});

type Payload = { readonly n?: number };

async function startJobs(definitions: JobDefinition<Payload>[], options: Partial<AgendaJobsOptions> = {}) {
  const session = new WorkerSession({ url: db.url });
  await session.open();
  const jobs = new AgendaJobs({ store, backoff: { first: 20, most: 50 }, sweepEvery: 100, ...options });
  started.push({ jobs, session });
  await jobs.start(definitions, session);
  return { jobs, session };
}

const rows = () => db.owner('agenda_job').orderBy('created_at');
const nextTurn = () => new Promise((next) => setImmediate(next));
const until = (met: () => boolean | Promise<boolean>) => eventually('what the test waits for', met);

/**
 * A kind of job that shows that the workers have polled since it was enqueued: whatever was due before would have been
 * claimed too.
 */
function pollWitness() {
  const seen = new Set<string>();
  const enqueuer = new AgendaJobs({ store });
  return {
    definition: {
      name: 'lookout',
      handle: async (_: Payload, { key }) => void seen.add(key),
    } satisfies JobDefinition<Payload>,
    async looked(key: string): Promise<void> {
      await enqueuer.enqueue('lookout', key, {});
      await until(() => seen.has(key));
    },
  };
}

/** Milliseconds: long enough to change a job that was claimed ahead before its time comes, also on a busy machine. */
const AHEAD = 2_000;
const LOOKING_AHEAD = { processEvery: AHEAD };

describe('keys', () => {
  test('leave one row of 20 concurrent callers, and another row for another key', async () => {
    const jobs = new AgendaJobs({ store });
    const at = new Date(Date.now() + 60_000);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => jobs.enqueue('clock', 'booking-1', { n }, { at })),
    );
    await jobs.enqueue('clock', 'booking-2', {}, { at });
    await jobs.enqueue('other', 'booking-1', {}, { at });
    expect((await rows()).map(({ name, data }) => `${name} ${data.key}`).sort()).toEqual([
      'clock booking-1',
      'clock booking-2',
      'other booking-1',
    ]);
  });

  test('move the time at a second call, also of a job claimed ahead', async () => {
    const runs: { n: number | undefined; at: number }[] = [];
    const { jobs } = await startJobs(
      [{ name: 'clock', handle: async ({ n }) => void runs.push({ n, at: Date.now() }) }],
      LOOKING_AHEAD,
    );
    const start = Date.now();
    await jobs.enqueue('clock', 'k', { n: 1 }, { at: new Date(start + AHEAD) });
    await until(async () => (await rows())[0].locked_at !== null);
    await jobs.enqueue('clock', 'k', { n: 2 }, { at: new Date(start + AHEAD + 400) });
    // Due after both times of the first: when it has run, nothing of that is still to come.
    await jobs.enqueue('clock', 'last', { n: 3 }, { at: new Date(start + AHEAD + 500) });
    await until(() => runs.some(({ n }) => n === 3));
    await jobs.idle();
    // In either order: a machine that is late finds both due.
    expect(runs.map(({ n }) => n).toSorted()).toEqual([2, 3]);
    expect(runs.find(({ n }) => n === 2)?.at).toBeGreaterThanOrEqual(start + AHEAD + 400);
    expect(await rows()).toEqual([]);
  });

  test('cancel a job, also when claimed ahead, and ignore one that does not exist', async () => {
    const ran: string[] = [];
    const { jobs } = await startJobs(
      [{ name: 'clock', handle: async (_, { key }) => void ran.push(key) }],
      LOOKING_AHEAD,
    );
    const at = Date.now() + AHEAD;
    await jobs.enqueue('clock', 'k', {}, { at: new Date(at) });
    await until(async () => (await rows())[0].locked_at !== null);
    await jobs.cancel('clock', 'k');
    await jobs.cancel('clock', 'k');
    await jobs.enqueue('clock', 'later', {}, { at: new Date(at + 100) });
    await until(() => ran.includes('later'));
    await jobs.idle();
    expect(ran).toEqual(['later']);
  });

  test('let a job enqueue itself again under its own key', async () => {
    const runs: number[] = [];
    const { jobs } = await startJobs([
      {
        name: 'chain',
        async handle({ n = 0 }, { key }) {
          runs.push(n);
          if (n < 3) await jobs.enqueue('chain', key, { n: n + 1 });
        },
      },
    ]);
    await jobs.enqueue('chain', 'k', { n: 0 });
    await until(() => runs.length === 4);
    await jobs.idle();
    expect(runs).toEqual([0, 1, 2, 3]);
    expect(await rows()).toEqual([]);
  });
});

describe('unit of work', () => {
  test('commits its jobs with it or not at all', async () => {
    const Clock = job('clock', object({}));
    await db.database.run(TEST, async (uow) => {
      uow.enqueue(Clock.at('k', {}, new Date(Date.now() + 60_000)));
      expect(await rows()).toEqual([]);
    });
    expect(await rows()).toHaveLength(1);
    await expect(
      db.database.run(TEST, async (uow) => {
        uow.cancel(Clock, 'k');
        uow.enqueue(Clock.now('other', {}));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await rows()).map(({ data }) => data.key)).toEqual(['k']);
  });
});

describe('runs', () => {
  test('start now or in time, with the correlation id, and leave nothing behind', async () => {
    const runs: { correlation: string; late: number }[] = [];
    let due = 0;
    const { jobs } = await startJobs([
      {
        name: 'clock',
        handle: async () => void runs.push({ correlation: currentCorrelationId(), late: Date.now() - due }),
      },
    ]);
    due = Date.now();
    await runInContext({ correlationId: 'corr-jobs-now' }, () => jobs.enqueue('clock', 'now', {}));
    await until(() => runs.length === 1);
    due = Date.now() + 700;
    await runInContext({ correlationId: 'corr-jobs-later' }, () =>
      jobs.enqueue('clock', 'later', {}, { at: new Date(due) }),
    );
    await until(() => runs.length === 2);
    expect(runs.map(({ correlation }) => correlation)).toEqual(['corr-jobs-now', 'corr-jobs-later']);
    expect(runs[1]?.late).toBeGreaterThanOrEqual(0);
    await jobs.idle();
    expect(await rows()).toEqual([]);
  });

  test.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('start in time and keep their locks on a worker whose clock is an hour %s', async (_name, skew) => {
    const runs: string[] = [];
    await new AgendaJobs({ store }).enqueue('clock', 'later', {});
    await db.owner('agenda_job').update({ next_run_at: db.owner.raw("now() + interval '30 minutes'") });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew, shouldAdvanceTime: true });
    try {
      let lockedFor: number | undefined;
      let failures = 0;
      const { jobs } = await startJobs([
        {
          name: 'clock',
          async handle(_, { key }) {
            const { rows: held } = await db.owner.raw(
              `select extract(epoch from now() - locked_at)::float8 as seconds from agenda_job where next_run_at is null`,
            );
            lockedFor = held[0].seconds;
            failures += 1;
            if (failures === 1) throw new Error('once');
            runs.push(key);
          },
        },
      ]);
      await jobs.enqueue('clock', 'now', {});
      // Also after a failed attempt, whose time the worker computes.
      await until(() => runs.length === 1);
      expect(runs).toEqual(['now']);
      expect(Math.abs(lockedFor ?? Number.NaN)).toBeLessThan(600);
      await until(async () => (await rows()).length === 1);
      expect((await rows())[0]).toMatchObject({ data: { key: 'later' }, locked_at: null });
    } finally {
      vi.useRealTimers();
    }
  });

  test('start when a process that runs none enqueues them', async () => {
    const runs: number[] = [];
    await startJobs([{ name: 'clock', handle: async () => void runs.push(Date.now()) }], {
      // Only the wake-up can start it.
      processEvery: 600_000,
    });
    await new AgendaJobs({ store }).enqueue('clock', 'k', {});
    await until(() => runs.length === 1);
  });

  test('work off a backlog without a poll, never more at once than allowed', async () => {
    const lookout = pollWitness();
    let open: () => void = () => {};
    const gate = new Promise<void>((opened) => {
      open = opened;
    });
    let running = 0;
    let most = 0;
    let done = 0;
    const { jobs } = await startJobs(
      [
        {
          name: 'bulk',
          concurrency: 5,
          async handle() {
            running += 1;
            most = Math.max(most, running);
            await gate;
            running -= 1;
            done += 1;
          },
        },
        lookout.definition,
      ],
      { processEvery: 20_000 },
    );
    const runs = sized({ small: 60, full: 200 });
    await Promise.all(Array.from({ length: runs }, (_, n) => jobs.enqueue('bulk', `k${n}`, { n })));
    await until(() => running === 5);
    // All of them have been due for a while, and five hold their places.
    await lookout.looked('while five run');
    expect(running).toBe(5);
    open();
    await until(() => done === runs);
    expect(most).toBe(5);
  });

  test('are shared by two workers and happen once', async () => {
    const runs: string[] = [];
    const definition: JobDefinition<Payload> = {
      name: 'bulk',
      concurrency: 3,
      async handle(_, { key }) {
        runs.push(key);
        await nextTurn();
      },
    };
    await startJobs([definition]);
    const { jobs } = await startJobs([definition]);
    const wanted = sized({ small: 50, full: 150 });
    await Promise.all(Array.from({ length: wanted }, (_, n) => jobs.enqueue('bulk', `k${n}`, {})));
    await until(() => runs.length >= wanted);
    await jobs.idle();
    expect(new Set(runs).size).toBe(wanted);
    expect(runs).toHaveLength(wanted);
  });

  test('keep their lock when longer than its lifetime', async () => {
    const lookout = pollWitness();
    const lockLifetime = 600;
    let ran = 0;
    const { jobs } = await startJobs(
      [
        {
          name: 'long',
          async handle() {
            ran += 1;
            const lockedAt = async () => {
              const [row] = await db.owner('agenda_job').where({ name: 'long' });
              return row.locked_at as Date | null;
            };
            const begun = (await lockedAt()) as Date;
            await until(async () => Number(await lockedAt()) > begun.getTime() + lockLifetime);
            await lookout.looked('past the first lock');
          },
        },
        lookout.definition,
      ],
      { lockLifetime },
    );
    await jobs.enqueue('long', 'k', {});
    await until(() => ran === 1);
    await jobs.idle();
    expect(ran).toBe(1);
  });
});

describe('failure', () => {
  test('retries with backoff, then makes a dead letter without quoting, and retries it', async () => {
    const attempts: number[] = [];
    let broken = true;
    const { jobs } = await startJobs([
      {
        name: 'flaky',
        maxAttempts: 3,
        async handle(_, { attempt }) {
          attempts.push(attempt);
          if (broken) throw new Error('could not text +919876543210');
        },
      },
    ]);
    await runInContext({ correlationId: 'corr-dead-job' }, () => jobs.enqueue('flaky', 'k', {}));
    await until(async () => (await store.deadLetters(10)).length === 1);
    expect(attempts).toEqual([1, 2, 3]);
    const [letter] = await store.deadLetters(10);
    expect(letter).toMatchObject({ name: 'flaky', attempts: 3, correlationId: 'corr-dead-job' });
    expect(letter?.reason).toMatch(/^Error at kernel\/jobs\/agenda-jobs\.test\.ts:\d+$/);

    broken = false;
    expect(await store.retry(letter?.id ?? '')).toBe(true);
    await until(() => attempts.length === 4);
    await jobs.idle();
    expect(attempts).toEqual([1, 2, 3, 1]);
    expect(await rows()).toEqual([]);
    expect(await store.retry(letter?.id ?? '')).toBe(false);
  });

  test('leaves the key of a dead letter free, and keeps the newer job at a retry', async () => {
    let broken = true;
    const { jobs } = await startJobs([
      {
        name: 'flaky',
        maxAttempts: 1,
        async handle() {
          if (broken) throw new Error('no');
        },
      },
    ]);
    await jobs.enqueue('flaky', 'k', {});
    await until(async () => (await store.deadLetters(10)).length === 1);
    broken = false;
    const at = new Date(Date.now() + 60_000);
    await jobs.enqueue('flaky', 'k', {}, { at });
    expect(await rows()).toHaveLength(2);
    const [letter] = await store.deadLetters(10);
    expect(await store.retry(letter?.id ?? '')).toBe(true);
    expect((await rows()).map(({ next_run_at }) => next_run_at)).toEqual([at]);
  });

  test('makes a dead letter of a job that crashes every worker, and continues the rest', async () => {
    let ran = 0;
    const jobs = new AgendaJobs({ store });
    await jobs.enqueue('poison', 'k', {});
    await jobs.enqueue('poison', 'survivor', {});
    // As the last worker left them: begun (Agenda clears the time), and never finished.
    const held = { locked_at: new Date(), last_modified_by: 'worker:7', next_run_at: null };
    await db.owner('agenda_job').update(held);
    await db.owner('agenda_job').whereRaw(`data ->> 'key' = 'k'`).update({ crashes: 19 });
    await db.owner('agenda_job').whereRaw(`data ->> 'key' = 'survivor'`).update({ crashes: 8 });
    // Frees them: the first has crashed for the last time.
    await store.releaseLost(60_000);
    expect(await store.deadLetters(10)).toMatchObject([{ reason: 'the worker stopped in the middle' }]);
    const attempts: string[] = [];
    await startJobs([
      {
        name: 'poison',
        maxAttempts: 5,
        async handle(_, { key, attempt }) {
          ran += 1;
          attempts.push(`${key}:${attempt}`);
        },
      },
    ]);
    await until(() => ran === 1);
    expect(attempts).toEqual(['survivor:10']);
    await jobs.idle();
    expect(ran).toBe(1);
  });

  test('runs what five workers crashed with one by one', async () => {
    const jobs = new AgendaJobs({ store });
    for (let n = 0; n < 5; n += 1) await jobs.enqueue('suspect', `k${n}`, {});
    await db
      .owner('agenda_job')
      .update({ locked_at: new Date(), last_modified_by: 'worker:7', next_run_at: null, crashes: 4 });
    const lookout = pollWitness();
    let running = 0;
    const together: number[] = [];
    await startJobs([
      {
        name: 'suspect',
        async handle(_, { key }) {
          running += 1;
          together.push(running);
          await lookout.looked(`beside ${key}`);
          running -= 1;
        },
      },
      lookout.definition,
    ]);
    await until(() => together.length === 5);
    expect(together).toEqual([1, 1, 1, 1, 1]);
  });

  test('claims no more suspects than allowed in concurrent polls', async () => {
    const jobs = new AgendaJobs({ store });
    for (let n = 0; n < 5; n += 1) await jobs.enqueue('suspect', `k${n}`, {});
    await db.owner('agenda_job').update({ crashes: 5 });
    const soon = new Date(Date.now() + 1_000);
    store.held.open();
    const { repository } = store.backend;
    // Connections are available: the polls do not wait for each other.
    await Promise.all(Array.from({ length: 4 }, () => store.anyDue()));
    const taken = await Promise.all(
      Array.from({ length: 4 }, () =>
        repository.getNextJobToRun('suspect', soon, soon, undefined, { lastModifiedBy: 'worker:9' }),
      ),
    );
    expect(taken.filter((job) => job !== undefined)).toHaveLength(1);
  });
});

test('drain waits for the running job and frees the rest for others at once', async () => {
  let release: () => void = () => {};
  const gate = new Promise<void>((done) => {
    release = done;
  });
  const begun: string[] = [];
  const definition: JobDefinition<Payload> = {
    name: 'slow',
    concurrency: 1,
    async handle(_, { key }) {
      begun.push(key);
      await gate;
    },
  };
  const { jobs } = await startJobs([definition]);
  await jobs.enqueue('slow', 'a', {});
  await until(() => begun.length === 1);
  await jobs.enqueue('slow', 'later', {}, { at: new Date(Date.now() + 300) });
  await until(async () => (await rows()).filter(({ locked_at }) => locked_at !== null).length === 2);
  const drained = jobs.drain();
  release();
  await drained;
  expect((await rows()).map(({ data, locked_at }) => ({ key: data.key, locked_at }))).toEqual([
    { key: 'later', locked_at: null },
  ]);
  await startJobs([definition]);
  await until(() => begun.length === 2);
});
