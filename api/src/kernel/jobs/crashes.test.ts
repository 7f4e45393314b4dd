import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { sized } from '../../../test/size.ts';
import { appendEvents } from '../events/append.ts';
import { AgendaJobs } from './agenda-jobs.ts';
import { PostgresJobStore } from './postgres-store.ts';

/** No living session has this id: whatever is signed so belongs to a process that crashed. */
const CRASHED = 'worker:7';
/** As many as a worker begins at once, see `maxConcurrency` of AgendaJobs. */
const AT_ONCE = 10;

let db: TestDatabase;
let store: PostgresJobStore;
let jobs: AgendaJobs;

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
  store = new PostgresJobStore({ connection: { url: db.url }, joinsUnitOfWork: true });
  jobs = new AgendaJobs({ store });
});
afterAll(async () => {
  await store.close();
  await db.close();
});
beforeEach(() => db.owner.raw('truncate agenda_job'));

const rows = () => db.owner('agenda_job').orderBy('created_at');

async function enqueue(keys: readonly string[], crashes = 0): Promise<void> {
  const at = new Date(Date.now() - 60_000);
  for (const key of keys) await jobs.enqueue('clock', key, {}, { at });
  await db
    .owner('agenda_job')
    .whereRaw(`data ->> 'key' = any(?)`, [[...keys]])
    .update({ crashes });
}

const numbered = (count: number, name = 'k') => Array.from({ length: count }, (_, n) => `${name}${n}`);

async function take(worker: string, most: number): Promise<string[]> {
  const soon = new Date();
  const taken: string[] = [];
  while (taken.length < most) {
    const job = await store.backend.repository.getNextJobToRun('clock', soon, soon, soon, {
      lastModifiedBy: worker,
    });
    if (job === undefined) break;
    taken.push((job.data as { key: string }).key);
  }
  return taken;
}

/** One life of a worker: begins what it may, then crashes with all of it or finishes all of it. @returns what it began. */
async function live(ends: (begun: readonly string[]) => 'crash' | 'finish'): Promise<readonly string[]> {
  const begun = await take(CRASHED, AT_ONCE);
  const held = db.owner('agenda_job').where({ last_modified_by: CRASHED }).whereNotNull('locked_at');
  if (ends(begun) === 'finish') await held.delete();
  // Agenda clears the time of a run it begins.
  else await held.update({ next_run_at: null });
  await store.releaseLost(60_000);
  return begun;
}

describe('jobs whose workers crashed', () => {
  for (const [crashes, together] of [
    [0, 10],
    [1, 10],
    [2, 8],
    [3, 4],
    [4, 2],
    [5, 1],
    [12, 1],
  ] as const) {
    test(`${crashes} crashes: ${together} of ten run at once in one worker`, async () => {
      await enqueue(numbered(10), crashes);
      expect(await take('worker:8', AT_ONCE)).toHaveLength(together);
      // Another worker has places of its own.
      expect(await take('worker:9', 1)).toHaveLength(together === 10 ? 0 : 1);
    });
  }

  test('a job with fewer crashes runs beside one with more, and before it', async () => {
    await enqueue(['long'], 6);
    expect(await take('worker:8', 1)).toEqual(['long']);
    await enqueue(['clock'], 2);
    expect(await take('worker:8', 1)).toEqual(['clock']);
    await enqueue(['other'], 6);
    expect(await take('worker:8', 1)).toEqual([]);
    await enqueue(['many'], 4);
    await enqueue(['few'], 3);
    expect(await take('worker:9', 1)).toEqual(['few']);
  });

  test('many kills from outside pause and give up none of thirty healthy jobs', async () => {
    await enqueue(numbered(30));
    for (let kill = 0; kill < sized({ small: 25, full: 100 }); kill += 1) await live(() => 'crash');
    const after = await rows();
    expect(after).toHaveLength(30);
    // Every one may run at the next start.
    expect(after.filter(({ next_run_at }) => next_run_at === null || next_run_at > new Date())).toEqual([]);
  });

  test('healthy jobs keep their pace while two of three workers are killed', async () => {
    const lives = sized({ small: 24, full: 60 });
    let finished = 0;
    for (let life = 0; life < lives; life += 1) {
      await enqueue(numbered(3, `life ${life} job `));
      const begun = await live(() => (life % 3 === 2 ? 'finish' : 'crash'));
      if (life % 3 === 2) finished += begun.length;
    }
    // Nine become due for each life that finishes, and it finishes nearly as many.
    expect(finished).toBeGreaterThan(lives * 2.5);
  });

  test('a job that ends its process every time is contained: the rest runs, it pauses, then it is given up', async () => {
    await enqueue(['poison', ...numbered(40)]);
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
    // Two beside nine others, then beside seven, three and one.
    expect(crashes).toBeLessThanOrEqual(5);
    while (crashes < 10) {
      expect(await life()).toEqual(['poison']);
      crashes += 1;
    }
    await live(() => 'finish');
    await enqueue(['poison'], 11);
    const begun = await live(() => 'crash');
    expect(begun).toEqual(['poison']);
    const [poison] = await rows();
    expect(poison.crashes).toBe(12);
    expect(poison.next_run_at.getTime()).toBeGreaterThan(Date.now() + 500);
    expect(await take('worker:8', 1)).toEqual([]);
  });
});
