import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { ThingChanged, ThingEchoed, ThingGone } from '../../../test/support/worlds/things.ts';
import { systemScope } from '../auth/scope.ts';
import type { AnyEvent } from '../payload/event.ts';
import { appendEvents } from './append.ts';
import { purgeBatch, purgeTask, retireSubscribers } from './purge.ts';
import type { Subscriber } from './subscriber.ts';
import { registerSubscribers } from './subscriptions.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ appendEvents });
});
afterAll(() => db.close());
beforeEach(() => db.owner.raw('truncate outbox_event, outbox_delivery, outbox_subscription'));

const subscriber = (name: string, events: readonly AnyEvent[] = [ThingChanged]): Subscriber => ({
  name,
  events,
  async handle() {},
});

const emit = (...ids: string[]) =>
  db.database.run(systemScope('test'), async (uow) => {
    for (const id of ids) uow.emit(ThingChanged(id, {}));
  });

const settle = (aggregate: string, state: 'delivered' | 'dead') =>
  db
    .owner('outbox_delivery')
    .where({ aggregate: `thing:${aggregate}` })
    .update({ state, ...(state === 'delivered' ? { delivered_at: new Date() } : { failed_at: new Date() }) });

const age = (days: number) =>
  db.owner('outbox_event').update({ occurred_at: new Date(Date.now() - days * 86_400_000) });
const left = () => db.owner('outbox_event').orderBy('position').pluck('aggregate_id');

describe('purge', () => {
  test('deletes old events whose deliveries are done, and keeps pending and dead ones', async () => {
    await registerSubscribers(db.database, [subscriber('one'), subscriber('two')]);
    await emit('done', 'waiting', 'dead');
    await settle('done', 'delivered');
    await settle('dead', 'dead');
    await age(15);
    await emit('recent');
    await settle('recent', 'delivered');
    expect(await purgeBatch(db.database, 14, 100)).toBe(1);
    expect(await left()).toEqual(['waiting', 'dead', 'recent']);
    expect(await db.owner('outbox_delivery').where({ aggregate: 'thing:done' })).toEqual([]);
  });

  test('works in batches until nothing is left', async () => {
    await registerSubscribers(db.database, [subscriber('one')]);
    await emit(...Array.from({ length: 25 }, (_, n) => `t${n}`));
    await db.owner('outbox_delivery').update({ state: 'delivered', delivered_at: new Date() });
    await age(15);
    await purgeTask({ database: db.database, subscribers: [subscriber('one')], batch: 10 }).run();
    expect(await left()).toEqual([]);
  });

  test('deletes subscribers no build registers, and marks living ones as seen', async () => {
    await registerSubscribers(db.database, [subscriber('kept'), subscriber('removed')]);
    await emit('t1');
    await db.owner('outbox_subscription').update({ seen_at: new Date(Date.now() - 20 * 86_400_000) });
    await retireSubscribers(db.database, [subscriber('kept')], 14);
    expect(await db.owner('outbox_subscription').pluck('consumer')).toEqual(['kept']);
    expect(await db.owner('outbox_delivery').pluck('consumer')).toEqual(['kept']);
  });
});

describe('subscriptions', () => {
  test('registering again removes unwanted events and keeps unknown subscribers', async () => {
    await registerSubscribers(db.database, [
      subscriber('one', [ThingChanged, ThingGone]),
      subscriber('other', [ThingChanged]),
    ]);
    await registerSubscribers(db.database, [subscriber('one', [ThingChanged, ThingEchoed])]);
    const rows = await db.owner('outbox_subscription').orderBy(['consumer', 'event_type']);
    expect(rows.map(({ consumer, event_type }) => `${consumer} ${event_type}`)).toEqual([
      'one thing.changed',
      'one thing.echoed',
      'other thing.changed',
    ]);
  });

  test('processes that start at once do not block each other', async () => {
    const all = Array.from({ length: 8 }, (_, n) => subscriber(`s${n}`, [ThingChanged, ThingGone]));
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => registerSubscribers(db.database, n % 2 ? all : all.toReversed())),
    );
    expect(await db.owner('outbox_subscription')).toHaveLength(16);
  });
});
