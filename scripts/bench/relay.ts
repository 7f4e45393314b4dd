import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { systemScope } from '../../api/src/kernel/auth/scope.ts';
import { WorkerSession } from '../../api/src/kernel/coordination/worker-session.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { appendEvents } from '../../api/src/kernel/events/append.ts';
import { event } from '../../api/src/kernel/events/event.ts';
import { Relay } from '../../api/src/kernel/events/relay.ts';
import type { Subscriber } from '../../api/src/kernel/events/subscriber.ts';
import { registerSubscribers } from '../../api/src/kernel/events/subscriptions.ts';
import { count, object } from '../../api/src/kernel/payload/shapes.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';

/** What a transaction writes at once while the backlog is made. */
const BATCH = 500;

const options = new Command('bench relay')
  .description('Deliveries a second out of a backlog, with a handler that does nothing')
  .option('--events <n>', 'events in the backlog', '4000')
  .parse()
  .opts<{ events: string }>();
const events = Number(options.events);

const folder = await mkdtemp(join(tmpdir(), 'kiwimesh-bench-'));
const server = await startEmbeddedPostgres({ dataDir: folder });
try {
  await migrateUrl(server.url);
  const database = new Database(connect(server.url, { as: 'app', poolMax: 12 }), { appendEvents });
  const session = new WorkerSession({ url: server.url });
  await session.open();
  for (const [name, title, aggregates] of [
    ['each', 'an aggregate each', events],
    ['some', '50 aggregates', 50],
    ['one', 'one aggregate', 1],
  ] as const) {
    const perSecond = await pace(database, session, name, aggregates);
    console.log(`${title.padEnd(20)}${perSecond.toFixed(0).padStart(6)} deliveries/s`);
  }
  await session.close();
  await database.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function pace(
  database: Database,
  session: WorkerSession,
  name: string,
  aggregates: number,
): Promise<number> {
  let handled = 0;
  const definition = event(`${name}.changed`, {
    description: 'A thing changed.',
    data: object({ n: count }),
    example: { n: 1 },
  });
  const subscriber: Subscriber = {
    name,
    events: [definition],
    async handle() {
      handled += 1;
    },
  };
  await registerSubscribers(database, [subscriber]);
  for (let written = 0; written < events; written += BATCH) {
    await database.run(systemScope('bench'), async (uow) => {
      for (let n = written; n < Math.min(events, written + BATCH); n += 1) {
        uow.emit(definition(`a${n % aggregates}`, { n }));
      }
    });
  }
  const relay = new Relay({ database, session, subscribers: [subscriber] });
  const began = performance.now();
  await relay.start();
  while (handled < events) await new Promise((done) => setTimeout(done, 5));
  const perSecond = (events / (performance.now() - began)) * 1_000;
  await relay.drain();
  return perSecond;
}
