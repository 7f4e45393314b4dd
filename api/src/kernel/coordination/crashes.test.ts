/** One policy for crashes of workers, checked on each queue that implements it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { sized } from '../../../test/support/size.ts';
import { ThingChanged } from '../../../test/support/worlds/things.ts';
import { systemScope } from '../auth/scope.ts';
import { appendEvents } from '../events/append.ts';
import { claim, countBefore, releaseLost } from '../events/deliveries.ts';
import { subscriber } from '../events/event.ts';
import { registerSubscribers } from '../events/subscriptions.ts';
import { AgendaJobs } from '../jobs/agenda-jobs.ts';
import { PostgresJobStore } from '../jobs/postgres-store.ts';
import { type FreedWork, pauseAfterCrash, SUSPECT } from './crashes.ts';

/** No living session has these ids: the work they hold belongs to crashed processes. */
const [CRASHED, OTHER, THIRD] = [7, 8, 9];
/** As many as a worker begins at once. */
const CONCURRENCY = 10;
const TEST = systemScope('test');

interface Piece {
  readonly key: string;
  readonly crashes: number;
  readonly dead: boolean;
  /** Milliseconds between its last crash and its next run, by the database's clock. */
  readonly pause: number;
  readonly reason: string | null;
}

/** A queue as this test drives it. Its workers have no process: they claim work, then crash or finish. */
interface Queue {
  /** Due a minute ago. */
  add(keys: readonly string[]): Promise<void>;
  setCrashes(keys: readonly string[], crashes: number): Promise<void>;
  /** Work that the worker may begin, about `most`: some queues add suspects. */
  take(worker: number, most: number): Promise<readonly string[]>;
  /** The worker crashes while it holds everything it claimed, and another one sweeps. */
  crash(worker: number): Promise<readonly FreedWork[]>;
  finish(worker: number): Promise<void>;
  /** Ends every pause. */
  hasten(): Promise<void>;
  pieces(): Promise<readonly Piece[]>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ appendEvents });
});
afterAll(() => db.close());

const minuteAgo = () => new Date(Date.now() - 60_000);
const between = (from: Date | null, to: Date | null) => (from && to ? to.getTime() - from.getTime() : 0);

function jobs(): Queue {
  const store = new PostgresJobStore({ connection: { url: db.url }, joinsUnitOfWork: true });
  const agenda = new AgendaJobs({ store });
  const held = (worker: number) =>
    db
      .owner('agenda_job')
      .where({ last_modified_by: `worker:${worker}` })
      .whereNotNull('locked_at');
  return {
    async add(keys) {
      const at = minuteAgo();
      for (const key of keys) await agenda.enqueue('clock', key, {}, { at });
    },
    async setCrashes(keys, crashes) {
      await db
        .owner('agenda_job')
        .whereRaw(`data ->> 'key' = any(?)`, [[...keys]])
        .update({ crashes });
    },
    async take(worker, most) {
      const now = new Date();
      const taken: string[] = [];
      while (taken.length < most) {
        const job = await store.backend.repository.getNextJobToRun('clock', now, now, now, {
          lastModifiedBy: `worker:${worker}`,
        });
        if (job === undefined) break;
        taken.push((job.data as { key: string }).key);
      }
      return taken;
    },
    async crash(worker) {
      // Agenda clears the time of a run it begins.
      await held(worker).update({ next_run_at: null });
      return store.releaseLost(60_000);
    },
    async finish(worker) {
      await held(worker).delete();
    },
    async hasten() {
      await db.owner('agenda_job').whereNotNull('next_run_at').update({ next_run_at: minuteAgo() });
    },
    async pieces() {
      const rows = await db.owner('agenda_job').orderBy('created_at');
      return rows.map((row) => ({
        key: row.data.key,
        crashes: row.crashes,
        dead: row.next_run_at === null && row.locked_at === null,
        pause: between(row.failed_at, row.next_run_at),
        reason: row.fail_reason,
      }));
    },
    async clear() {
      await db.owner.raw('truncate agenda_job');
    },
    close: () => store.close(),
  };
}

function deliveries(): Queue {
  const inUnit = db.database;
  const held = (worker: number) => db.owner('outbox_delivery').where({ claimed_by: worker });
  const keyOf = (aggregate: string) => aggregate.slice('thing:'.length);
  return {
    async add(keys) {
      await registerSubscribers(inUnit, [subscriber('queue', [ThingChanged], async () => {})]);
      await inUnit.run(TEST, async (uow) => {
        for (const key of keys) uow.emit(ThingChanged(key, {}));
      });
      await db
        .owner('outbox_delivery')
        .whereIn(
          'aggregate',
          keys.map((key) => `thing:${key}`),
        )
        .update({ next_attempt_at: minuteAgo() });
    },
    async setCrashes(keys, crashes) {
      await db
        .owner('outbox_delivery')
        .whereIn(
          'aggregate',
          keys.map((key) => `thing:${key}`),
        )
        .update({ crashes });
    },
    async take(worker, most) {
      const suspects = await held(worker).where('crashes', '>=', SUSPECT);
      const options = { consumers: ['queue'], limit: most, suspectsHeld: suspects.length };
      const taken = await inUnit.run(TEST, (uow) => claim(uow, worker, options));
      for (const delivery of taken) {
        if (delivery.suspect) await inUnit.run(TEST, (uow) => countBefore(uow, worker, delivery));
      }
      return taken.map(({ aggregate }) => keyOf(aggregate));
    },
    async crash() {
      return inUnit.run(TEST, (uow) => releaseLost(uow, 1, []));
    },
    async finish(worker) {
      await held(worker).delete();
    },
    async hasten() {
      await db.owner('outbox_delivery').where({ state: 'pending' }).update({ next_attempt_at: minuteAgo() });
    },
    async pieces() {
      const rows = await db.owner('outbox_delivery').orderBy('id');
      return rows.map((row) => ({
        key: keyOf(row.aggregate),
        crashes: row.crashes,
        dead: row.state === 'dead',
        pause: between(row.failed_at, row.next_attempt_at),
        reason: row.last_error,
      }));
    },
    async clear() {
      await db.owner.raw('truncate outbox_event, outbox_delivery, outbox_subscription');
    },
    close: async () => {},
  };
}

const numbered = (count: number, name = 'k') => Array.from({ length: count }, (_, n) => `${name}${n}`);

describe.each([
  ['jobs', jobs],
  ['deliveries of events', deliveries],
] as const)('work in %s whose workers crashed', (_name, open) => {
  let queue: Queue;
  beforeAll(() => {
    queue = open();
  });
  afterAll(() => queue.close());
  beforeEach(() => queue.clear());

  async function add(keys: readonly string[], crashes: number): Promise<void> {
    await queue.add(keys);
    await queue.setCrashes(keys, crashes);
  }

  /**
   * One life of a worker: begins what it may, then crashes with all of it or finishes all of it. @returns what it
   * began.
   */
  async function live(ends: (begun: readonly string[]) => 'crash' | 'finish'): Promise<readonly string[]> {
    const begun = await queue.take(CRASHED, CONCURRENCY);
    if (ends(begun) === 'finish') await queue.finish(CRASHED);
    else await queue.crash(CRASHED);
    return begun;
  }

  test.each([
    [0, 10],
    [1, 10],
    [2, 8],
    [3, 4],
    [4, 2],
    [5, 1],
    [12, 1],
  ])('after %i crashes run %i of ten at once in one worker', async (crashes, together) => {
    await add(numbered(10), crashes);
    expect(await queue.take(OTHER, CONCURRENCY)).toHaveLength(together);
    // Another worker has places of its own.
    expect((await queue.take(THIRD, 1)).length > 0).toBe(together < 10);
  });

  test('runs beside work with more crashes, and before it', async () => {
    await add(['long'], 6);
    expect(await queue.take(OTHER, 1)).toEqual(['long']);
    await add(['clock'], 2);
    expect(await queue.take(OTHER, 1)).toEqual(['clock']);
    await add(['other'], 6);
    expect(await queue.take(OTHER, 1)).toEqual([]);
    await add(['many'], 4);
    await add(['few'], 3);
    expect((await queue.take(THIRD, 2)).toSorted()).toEqual(['few', 'many']);
  });

  test('is neither paused nor given up after many kills from outside', async () => {
    await add(numbered(30), 0);
    for (let kill = 0; kill < sized({ small: 25, full: 100 }); kill += 1) await live(() => 'crash');
    const after = await queue.pieces();
    expect(after).toHaveLength(30);
    // Every one may run at the next start.
    expect(after.filter(({ dead, pause }) => dead || pause > 1)).toEqual([]);
  });

  test('keeps its pace while two of three workers are killed', async () => {
    const lives = sized({ small: 24, full: 60 });
    let finished = 0;
    for (let life = 0; life < lives; life += 1) {
      await add(numbered(3, `life${life}job`), 0);
      const begun = await live(() => (life % 3 === 2 ? 'finish' : 'crash'));
      if (life % 3 === 2) finished += begun.length;
    }
    // Nine become due for each life that finishes, and it finishes nearly as many.
    expect(finished).toBeGreaterThan(lives * 2.5);
  });

  test('is contained when one ends its process every time, and the rest is done', async () => {
    await add(['poison', ...numbered(40)], 0);
    const done = new Set<string>();
    let crashes = 0;
    // The worst case: nothing that runs beside it finishes.
    const life = () =>
      live((begun) => {
        if (begun.includes('poison')) return 'crash';
        for (const key of begun) done.add(key);
        return 'finish';
      });
    while (done.size < 40) {
      if ((await life()).includes('poison')) crashes += 1;
    }
    // Two beside nine others, then beside seven, three and one; which of those due at the same instant goes first is
    // random, so it may run once more before the last of the others.
    expect(crashes).toBeLessThanOrEqual(6);
    while (crashes < 10) {
      expect(await life()).toEqual(['poison']);
      crashes += 1;
    }
  });

  test('pauses from the eleventh crash on, and is given up at the twentieth', async () => {
    await add(['unlucky'], 10);
    for (let crashes = 11; crashes < 20; crashes += 1) {
      expect(await live(() => 'crash')).toEqual(['unlucky']);
      const [piece] = await queue.pieces();
      expect(piece).toMatchObject({ crashes, dead: false });
      // The time of the crash is stored in whole milliseconds.
      expect(Math.abs((piece?.pause ?? 0) - (pauseAfterCrash(crashes) ?? 0))).toBeLessThanOrEqual(1);
      await queue.hasten();
    }
    expect(await queue.take(CRASHED, 1)).toEqual(['unlucky']);
    expect(await queue.crash(CRASHED)).toMatchObject([{ givenUp: true }]);
    expect(await queue.pieces()).toMatchObject([
      { crashes: 20, dead: true, reason: 'the worker stopped in the middle' },
    ]);
    expect(await queue.take(OTHER, 1)).toEqual([]);
  });
});
