import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import type { Subscriber } from '../feature.ts';
import { systemScope } from '../tenancy/scope.ts';
import { appendEvents } from './append.ts';
import { Relay } from './relay.ts';
import { registerSubscribers } from './subscriptions.ts';
import { WorkerSession } from './worker-session.ts';

/** What a quiet two-core machine does is printed; the bound is what a crowded one still must. */
const LEAST_PER_SECOND = 150;
const EVENTS = 4_000;

let db: TestDatabase;
let session: WorkerSession;

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
  session = new WorkerSession({ url: db.url });
  await session.open();
});
afterAll(async () => {
  await session.close();
  await db.close();
});

async function pace(name: string, aggregates: number): Promise<number> {
  let handled = 0;
  const subscriber: Subscriber = {
    name,
    events: [`${name}.changed`],
    async handle() {
      handled += 1;
    },
  };
  await registerSubscribers(db.database, [subscriber]);
  for (let written = 0; written < EVENTS; written += 500) {
    await db.database.run(systemScope('test'), async (uow) => {
      for (let n = 0; n < 500; n += 1) {
        const id = `a${(written + n) % aggregates}`;
        uow.emit({ type: `${name}.changed`, aggregate: { type: 'thing', id }, data: { n } });
      }
    });
  }
  const relay = new Relay({ database: db.database, session, subscribers: [subscriber] });
  const began = performance.now();
  await relay.start();
  while (handled < EVENTS) await new Promise((done) => setTimeout(done, 5));
  const perSecond = Math.round((EVENTS / (performance.now() - began)) * 1_000);
  await relay.drain();
  return perSecond;
}

test('deliveries a second with a handler that does nothing, by how the events spread over aggregates', async () => {
  const figures = {
    'an aggregate each': await pace('each', EVENTS),
    '50 aggregates': await pace('some', 50),
    'one aggregate': await pace('one', 1),
  };
  console.info(`relay, 4 handlers at once: ${JSON.stringify(figures)} deliveries/s`);
  for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(LEAST_PER_SECOND);
}, 120_000);
