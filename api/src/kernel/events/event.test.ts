import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { ThingChanged, ThingGone } from '../../../test/support/worlds/things.ts';
import { systemScope } from '../auth/scope.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import type { JsonObject } from '../ground/json.ts';
import type { StoredEvent } from '../payload/event.ts';
import { code, count, object } from '../payload/shapes.ts';
import { appendEvents } from './append.ts';
import { event, subscriber } from './event.ts';
import { Relay } from './relay.ts';
import { registerSubscribers } from './subscriptions.ts';

const TEST = systemScope('test');
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
});
afterAll(() => db.close());
beforeEach(() => db.owner.raw('truncate outbox_event, outbox_delivery, outbox_subscription'));

const VisitPlanned = event('visit.planned', {
  version: 3,
  description: 'A visit was planned.',
  data: object({ visit: code, minutes: count }),
  example: { visit: 'v1', minutes: 20 },
  upgrades: {
    1: ({ visit, duration }) => ({ visit: visit ?? null, length: duration ?? null }),
    2: ({ visit, length }) => ({ visit: visit ?? null, minutes: Number(length) / 60 }),
  },
});

const stored = (version: number, data: JsonObject, type = 'visit.planned'): StoredEvent => ({
  id: '1',
  type,
  version,
  aggregate: { type: 'visit', id: 'v1' },
  data,
  occurredAt: '2026-11-26T09:00:00.000Z',
  correlationId: 'test',
});

describe('an event', () => {
  test('is rejected by the unit of work when its data does not match its schema', async () => {
    const untyped: (id: string, data: never) => ReturnType<typeof ThingChanged> = ThingChanged;
    for (const data of [{ n: 'one' }, { n: -1 }, { name: 'Asha Rao' }, { note: 'Asha Rao, 4th floor' }]) {
      const emitting = db.database.run(TEST, async (uow) => uow.emit(untyped('t1', data as never)));
      await expect(emitting).rejects.toThrow(/^thing\.changed: its data breaks the rule "\w+"/);
      await expect(emitting).rejects.not.toThrow(/Asha/);
    }
    expect(await db.owner('outbox_event')).toEqual([]);
  });

  test('needs an upgrade from each earlier version to be declared', () => {
    const declare = () =>
      event('visit.moved', {
        version: 2,
        description: 'A visit was moved.',
        data: object({}),
        example: {},
      });
    expect(declare).toThrow('event visit.moved has no upgrade from version 1');
  });

  test.each([
    ['before versions', 0, { visit: 'v1', duration: 1_200 }],
    ['version 1', 1, { visit: 'v1', duration: 1_200 }],
    ['version 2', 2, { visit: 'v1', length: 1_200 }],
    ['this version', 3, { visit: 'v1', minutes: 20 }],
  ])('is read as the current version when it was stored by %s', (_when, version, data) => {
    expect(VisitPlanned.read(stored(version, data)).data).toEqual({ visit: 'v1', minutes: 20 });
  });

  test('is rejected when its upgraded data does not match the schema', () => {
    expect(() => VisitPlanned.read(stored(2, { visit: 'v1' }))).toThrow('visit.planned: its data breaks');
  });

  test.each([
    ['a newer version', stored(4, {})],
    ['another type', stored(3, {}, 'visit.ended')],
  ])('is not read from a stored event of %s', (_what, later) => {
    expect(() => VisitPlanned.read(later)).toThrow('this build cannot handle');
  });
});

test('a subscriber handles outbox rows of an earlier build, but not of a newer one', async () => {
  const handled: string[] = [];
  const visits = subscriber('visits', [VisitPlanned], async ({ data }) => {
    handled.push(`${data.visit} ${data.minutes}`);
  });
  await registerSubscribers(db.database, [visits]);
  // As the earlier build wrote it, which had no versions.
  await db.owner.raw(`
    with old as (
      insert into outbox_event (type, aggregate_type, aggregate_id, data, correlation_id, traceparent, occurred_at)
      values ('visit.planned', 'visit', 'v1', '{"visit": "v1", "duration": 600}', 'c', 't', now()) returning position
    ) insert into outbox_delivery (event_position, consumer, aggregate) select position, 'visits', 'visit:v1' from old`);
  await db.database.run(TEST, async (uow) => uow.emit(VisitPlanned('v2', { visit: 'v2', minutes: 30 })));
  await db.database.run(TEST, async (uow) => uow.emit(VisitPlanned('v3', { visit: 'v3', minutes: 30 })));
  await db.owner('outbox_event').where({ aggregate_id: 'v3' }).update({ version: 4 });
  const session = new WorkerSession({ url: db.url });
  await session.open();
  const relay = new Relay({
    database: db.database,
    session,
    subscribers: [visits],
    backoff: { first: 600_000, most: 600_000 },
  });
  await relay.start();
  await relay.idle();
  await relay.drain();
  await session.close();
  expect(handled.sort()).toEqual(['v1 10', 'v2 30']);
  expect(await db.owner('outbox_event').orderBy('position').pluck('version')).toEqual([0, 3, 4]);
  expect(await db.owner('outbox_delivery').where({ state: 'pending' })).toMatchObject([
    { aggregate: 'visit:v3', attempts: 1, last_error: expect.stringContaining('unknown_event') },
  ]);
});

test('a delivery of an event that its subscriber no longer handles is not dropped', async () => {
  const things = subscriber('things', [ThingChanged], async () => {});
  await expect(
    db.database.run(TEST, (uow) => things.handle(stored(1, {}, ThingGone.type), uow)),
  ).rejects.toThrow('this build cannot handle thing.gone');
});

test('a subscriber gets only the events that it wants', async () => {
  const handled: string[] = [];
  const long = subscriber('long', [VisitPlanned], async ({ data }) => void handled.push(data.visit), {
    minutes: 60,
  });
  await registerSubscribers(db.database, [long, subscriber('all', [VisitPlanned], async () => {})]);
  for (const minutes of [30, 60]) {
    const visit = `v${minutes}`;
    await db.database.run(TEST, async (uow) => uow.emit(VisitPlanned(visit, { visit, minutes })));
  }
  const made = await db.owner('outbox_delivery').orderBy('id').select('consumer', 'aggregate');
  expect(made.map(({ consumer, aggregate }) => `${consumer} ${aggregate}`).sort()).toEqual([
    'all visit:v30',
    'all visit:v60',
    'long visit:v60',
  ]);
  // As a build makes them that knows no conditions.
  for (const minutes of [30, 60]) {
    await db.database.run(TEST, (uow) => long.handle(stored(3, { visit: 'v', minutes }), uow));
  }
  expect(handled).toEqual(['v']);
  await registerSubscribers(db.database, [subscriber('long', [VisitPlanned], async () => {})]);
  const [row] = await db.owner('outbox_subscription').where({ consumer: 'long' });
  expect(row.only).toBeNull();
});
