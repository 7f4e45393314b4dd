/*
 * A process to be killed: it does units of work that emit events and set timers, delivers the events and runs the
 * timers. Started by durability.test.ts, which sends it the start signal when the one before it was killed (loading is
 * done ahead, so that a hundred lives fit in a minute), and its task: `work` or `finish` (nothing new, only what is
 * left).
 */
import { randomInt, randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import { connect } from '../../src/kernel/db/connection.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import { appendEvents } from '../../src/kernel/events/append.ts';
import { event, subscriber } from '../../src/kernel/events/event.ts';
import { Background, type Work } from '../../src/kernel/jobs/background.ts';
import { job, jobHandler } from '../../src/kernel/jobs/job.ts';
import { id, object } from '../../src/kernel/payload/shapes.ts';

const TEST = systemScope('durability test');
const AGGREGATES = 12;

const url = process.env.DATABASE_URL ?? '';
const database = new Database(connect(url, { as: 'app', poolMax: 10, name: 'durability' }), {
  appendEvents,
  writeJobs: (uow, orders) => background.writeJobs(uow, orders),
});
const background = await Background.open({
  database,
  connection: { url },
  backoff: { first: 50, most: 500 },
});

const unit = { data: object({ unit: id }), example: { unit: '0193a5f0-7c1e-4000-8000-000000000001' } };
const Timer = job('durability.timer', object({ unit: id }));
const UnitDone = event('unit.done', { description: 'A unit of work was done.', ...unit });
const UnitEchoed = event('unit.echoed', { description: 'A unit of work was heard of.', ...unit });

/** Both consumers write an effect with their delivery; `first` also emits what `chained` consumes. */
const feature: Work = {
  subscribers: ['first', 'second', 'chained'].map((name) =>
    subscriber(name, [name === 'chained' ? UnitEchoed : UnitDone], async (event, uow) => {
      const { unit } = event.data;
      await uow.trx('durability_effect').insert({
        consumer: name,
        unit,
        aggregate: event.aggregate.id,
        position: event.id,
      });
      if (name === 'first') uow.emit(UnitEchoed(event.aggregate.id, { unit }));
    }),
  ),
  jobs: [
    jobHandler(Timer, {
      maxAttempts: 20,
      async handle({ unit }) {
        await database.run(TEST, ({ trx }) =>
          trx.raw(
            `insert into durability_fire (unit) values (?)
             on conflict (unit) do update set times = durability_fire.times + 1`,
            [unit],
          ),
        );
      },
    }),
    {
      name: 'durability.stuck',
      maxAttempts: 20,
      async handle(_: unknown, { attempt }) {
        await database.run(TEST, ({ trx }) => trx('durability_stuck').insert({ attempt }));
        if (attempt === 1) await new Promise(() => {});
      },
    },
  ],
};

async function unitOfWork(): Promise<void> {
  const unit = randomUUID();
  await database
    .run(TEST, async (uow) => {
      await uow.trx('durability_unit').insert({ unit });
      uow.emit(UnitDone(`a${randomInt(AGGREGATES)}`, { unit }));
      uow.enqueue(Timer.at(unit, { unit }, new Date(Date.now() + randomInt(1_500))));
      // One in ten is rolled back: nothing of it may be visible.
      if (randomInt(10) === 0) throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
}

class RolledBack extends Error {}

async function live(task: string): Promise<void> {
  await background.start([feature], { work: true });
  process.send?.('started');
  if (task === 'finish') {
    await background.idle(120_000);
    process.send?.('idle');
    return;
  }
  const writer = async () => {
    for (;;) await unitOfWork();
  };
  await Promise.all([writer(), writer(), writer()]);
}

process.on('message', (task: string) => void live(task));
// The test has ended: this process must end too.
process.on('disconnect', () => process.exit(1));
// A killed process leaves nothing that its successors need not compile again.
flushCompileCache();
process.send?.('loaded');
