import { afterEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Jobs } from './agenda-jobs.ts';
import { Background } from './background.ts';
import { nextRun, type PeriodicTask, periodicJob } from './periodic.ts';

const opened: Background[] = [];
let db: TestDatabase | undefined;
afterEach(async () => {
  for (const background of opened.splice(0)) await background.stop();
  await db?.close();
  db = undefined;
});

const task = (name: string, every: number, run: () => Promise<unknown> = async () => {}): PeriodicTask => ({
  name,
  every,
  run,
});

describe('the next run of a periodic task', () => {
  test('is after now, at the same instant for every process, and shifted by the name', () => {
    const now = new Date('2026-11-26T10:00:00Z');
    const hourly = task('a.tidy', 3_600_000);
    const next = nextRun(hourly, now);
    expect(next.getTime()).toBeGreaterThan(now.getTime());
    expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(3_600_000);
    expect(nextRun(hourly, new Date(next.getTime() - 1))).toEqual(next);
    expect(nextRun(hourly, next).getTime() - next.getTime()).toBe(3_600_000);
    expect(nextRun(task('b.tidy', 3_600_000), now)).not.toEqual(next);
  });

  test('is enqueued when a run ends, also when it failed or began early', async () => {
    const enqueued: (Date | undefined)[] = [];
    const jobs: Jobs = {
      enqueue: async (_n, _k, _d, options) => void enqueued.push(options?.at),
      cancel: async () => {},
    };
    const failed: object[] = [];
    const log = { info() {}, error() {}, warn: (fields: object) => void failed.push(fields) };
    const now = new Date('2026-11-26T10:00:00Z');
    const failing = task('a.tidy', 60_000, () => Promise.reject(new Error('x')));
    const at = nextRun(failing, now);
    const job = periodicJob(failing, { jobs, now: () => now, log });
    await job.handle({ at: at.toISOString() }, { key: 'next', attempt: 1 });
    expect(failed).toHaveLength(1);
    expect(enqueued).toEqual([new Date(at.getTime() + 60_000)]);
  });
});

describe('two processes', () => {
  test('run no periodic task beside a run that was in progress when one of them started', async () => {
    db = await testDatabase();
    const { database, url, owner } = db;
    const ends = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    let runs = 0;
    const tick = task('test.tick', 200, async () => {
      running += 1;
      most = Math.max(most, running);
      runs += 1;
      if (runs === 1) await ends.promise;
      running -= 1;
    });
    const process = async () => {
      const background = await Background.open({
        database,
        connection: { url },
        agenda: { processEvery: 50 },
      });
      opened.push(background);
      await background.start([{ periodic: [tick] }], { work: true });
    };
    await process();
    await eventually('the first run', () => runs === 1);
    await process();
    const [row] = await owner('agenda_job').where({ name: 'test.tick' });
    expect(row).toMatchObject({ next_run_at: null, locked_at: expect.any(Date) });
    ends.resolve();
    await eventually('three more runs', () => runs >= 4);
    expect(most).toBe(1);
  });

  test('run a periodic task once at each instant, and the remaining one continues', async () => {
    db = await testDatabase();
    const { database, url } = db;
    const every = 500;
    const runs: { readonly by: string; readonly from: number; to: number }[] = [];
    const process = async (by: string) => {
      const background = await Background.open({
        database,
        connection: { url },
        agenda: { processEvery: 50 },
      });
      opened.push(background);
      const tick = task('test.tick', every, async () => {
        const run = { by, from: performance.now(), to: Number.POSITIVE_INFINITY };
        runs.push(run);
        // pause: work during which the other process could begin; nothing shows that it has not
        await new Promise((done) => setTimeout(done, 20));
        run.to = performance.now();
      });
      await background.start([{ periodic: [tick] }], { work: true });
      return background;
    };
    const first = await process('first');
    await process('second');
    const began = performance.now();
    const before = runs.length;
    await eventually('ten runs', () => runs.length >= before + 10);
    // A machine that is late has fewer runs. Two runs of one instant would make more than there are instants, even with
    // one that was due before and ran late.
    expect(runs.length - before).toBeLessThanOrEqual((performance.now() - began) / every + 2);
    for (const [index, run] of runs.entries()) {
      expect(run.from).toBeGreaterThanOrEqual(runs[index - 1]?.to ?? 0);
    }
    await first.stop();
    opened.splice(opened.indexOf(first), 1);
    const stopped = runs.length;
    await eventually('a run after the first process stopped', () => runs.length > stopped);
    expect(runs.at(-1)?.by).toBe('second');
  });
});
