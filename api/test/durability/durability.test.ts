import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgendaJobs } from '../../src/kernel/jobs/agenda-jobs.ts';
import { PostgresJobStore } from '../../src/kernel/jobs/postgres-store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { sized } from '../support/size.ts';
import { Lives, reported } from './lives.ts';

const KILLS = sized({ small: 6, full: 100 });
/** Two processes at a time: relays and workers also take over from each other. */
const LINES = 2;

let db: TestDatabase;
const lines: Lives[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await db.owner.raw(`
    create table durability_unit (unit uuid primary key);
    create table durability_effect (
      seq bigint generated always as identity primary key,
      consumer text not null, unit uuid not null, aggregate text not null, position bigint not null);
    create table durability_fire (unit uuid primary key, times integer not null default 1, at timestamptz default now());
    create table durability_stuck (attempt integer, at timestamptz default now());
    grant select, insert, update on durability_unit, durability_effect, durability_fire, durability_stuck to kiwimesh_app;
  `);
  for (let n = 0; n < LINES; n += 1) {
    lines.push(
      new Lives({
        script: new URL('./runner.ts', import.meta.url),
        env: { DATABASE_URL: db.url },
      }),
    );
  }
});
afterAll(async () => {
  await Promise.all(lines.map((line) => line.end()));
  await db.close();
});

const one = async (sql: string): Promise<Record<string, number>> => (await db.owner.raw(sql)).rows[0];
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('killed with SIGKILL', () => {
  test(`${KILLS} times delivers each event once, in order, and fires each timer`, async () => {
    const began = Date.now();
    await Promise.all(
      lines.map(async (line) => {
        for (let kill = 0; kill < KILLS / LINES; kill += 1) {
          const life = await line.begin('work');
          // Half of them at any point of the start, half somewhere in the work.
          if (kill % 2 === 0) {
            const { units: before = 0 } = await one('select count(*)::int as units from durability_unit');
            await reported(life, 'started');
            await eventually('work is under way', async () => {
              const { units = 0 } = await one('select count(*)::int as units from durability_unit');
              return units > before;
            });
          }
          // pause: the moment of the kill must be random
          await pause(randomInt(kill % 2 === 0 ? 500 : 300));
          await line.kill();
        }
      }),
    );
    const left = await one(`select
      (select count(*)::int from outbox_delivery where state = 'pending') as deliveries,
      (select count(*)::int from agenda_job where name = 'durability.timer') as timers`);

    const [line] = lines as [Lives];
    const last = await line.begin('finish');
    await reported(last, 'started');
    const started = Date.now();
    await reported(last, 'idle', 120_000);
    const caughtUp = Date.now() - started;
    // The last timers were set up to 1.5 s ahead.
    await eventually('no timer is left', async () => {
      const { left: timers } = await one(
        `select count(*)::int as left from agenda_job where name = 'durability.timer'`,
      );
      return timers === 0;
    });
    await line.kill();
    const seconds = Math.round((Date.now() - began) / 1_000);

    const figures = await one(`select
      (select count(*)::int from durability_unit) as units,
      (select count(*)::int from outbox_event where type = 'unit.done') as events,
      (select count(*)::int from outbox_event where type = 'unit.echoed') as echoes,
      (select count(*)::int from durability_effect) as effects,
      (select count(distinct (consumer, unit))::int from durability_effect) as distinct_effects,
      (select count(*)::int from durability_effect where unit not in (select unit from durability_unit)) as ghosts,
      (select count(*)::int from outbox_delivery where state <> 'delivered') as undelivered,
      (select count(*)::int from durability_fire) as fired,
      (select count(*)::int from durability_fire where unit not in (select unit from durability_unit)) as ghost_timers,
      (select count(*)::int from durability_fire where times > 1) as fired_again,
      (select count(*)::int from agenda_job where name = 'durability.timer') as timers_left,
      (select count(*)::int from (
         select position < lag(position) over (partition by consumer, aggregate order by seq) as backwards
           from durability_effect) as steps where backwards) as backwards`);
    console.info(
      `durability: ${JSON.stringify({ kills: KILLS, seconds, caughtUpMs: caughtUp, leftByTheDead: left, ...figures })}`,
    );
    // Each line waited for a unit before every second kill.
    expect(figures.units).toBeGreaterThanOrEqual(KILLS / LINES / 2);
    expect(await db.owner('outbox_delivery').whereNot({ state: 'delivered' })).toEqual([]);
    expect(figures).toMatchObject({
      events: figures.units,
      echoes: figures.units,
      effects: (figures.units ?? 0) * 3,
      distinct_effects: (figures.units ?? 0) * 3,
      ghosts: 0,
      undelivered: 0,
      fired: figures.units,
      ghost_timers: 0,
      timers_left: 0,
      backwards: 0,
    });
    for (const { complaints } of lines) expect(complaints).toBe('');
  }, 1_800_000);

  test('runs a job again whose worker was killed in the middle', async () => {
    const [line] = lines as [Lives];
    const store = new PostgresJobStore({ connection: { url: db.url }, joinsUnitOfWork: false });
    await new AgendaJobs({ store }).enqueue('durability.stuck', 'k', {});
    await store.close();
    await reported(await line.begin('finish'), 'started');
    await eventually('the job runs', async () => (await db.owner('durability_stuck')).length === 1);
    const { locked } = await one(
      `select count(*)::int as locked from agenda_job where name = 'durability.stuck' and locked_at is not null`,
    );
    expect(locked).toBe(1);
    await line.kill();
    const next = await line.begin('finish');
    await reported(next, 'started');
    await eventually('it runs again', async () => (await db.owner('durability_stuck')).length === 2);
    expect((await db.owner('durability_stuck').orderBy('at')).map(({ attempt }) => attempt)).toEqual([1, 2]);
  });
});
