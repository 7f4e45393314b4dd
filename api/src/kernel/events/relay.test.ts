import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import { ThingChanged, ThingEchoed, ThingGone } from '../../../test/support/worlds/things.ts';
import { systemScope } from '../auth/scope.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import { currentCorrelationId, runInContext } from '../observability/context.ts';
import type { AnyEvent, StoredEvent } from '../payload/event.ts';
import { appendEvents } from './append.ts';
import { Relay, type RelayOptions } from './relay.ts';
import type { Subscriber } from './subscriber.ts';
import { registerSubscribers } from './subscriptions.ts';

const QUICK = { sweepEvery: 50, backoff: { first: 20, most: 100 } };
const TEST = systemScope('test');

let db: TestDatabase;
const started: { relay: Relay; session: WorkerSession }[] = [];

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
  await db.owner.raw(
    'create table effect (consumer text, event bigint, aggregate text, at timestamptz default now())',
  );
  await db.owner.raw('grant insert, select on effect to kiwimesh_app');
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.owner.raw('truncate outbox_event, outbox_delivery, outbox_subscription, effect');
});
afterEach(async () => {
  for (const { relay, session } of started.splice(0)) {
    await relay.drain();
    await session.close();
  }
});

async function startRelay(subscribers: readonly Subscriber[], options: Partial<RelayOptions> = {}) {
  const session = new WorkerSession({ url: db.url });
  await session.open();
  await registerSubscribers(db.database, subscribers);
  const relay = new Relay({ database: db.database, session, subscribers, ...QUICK, ...options });
  started.push({ relay, session });
  await relay.start();
  return { relay, session };
}

/** Records what it was given in the same transaction, and in memory. */
function recorder(name: string, events: readonly AnyEvent[] = [ThingChanged]) {
  const seen: StoredEvent[] = [];
  const subscriber: Subscriber = {
    name,
    events,
    async handle(event, { trx }) {
      seen.push(event);
      await trx('effect').insert({ consumer: name, event: event.id, aggregate: event.aggregate.id });
    },
  };
  return { seen, subscriber };
}

type Data = typeof ThingChanged.example;
const emit = (
  aggregate: string,
  data: Data = {},
  type: typeof ThingChanged | typeof ThingGone = ThingChanged,
) =>
  db.database.run(TEST, async (uow) => {
    uow.emit(type(aggregate, data));
  });

/** A unit of work on a transaction that the test commits itself. */
const unitOf = (trx: Knex.Transaction): UnitOfWork => ({
  trx,
  now: new Date(),
  scope: TEST,
  emit() {},
  enqueue() {},
  cancel() {},
  afterCommit() {},
  about() {},
});

/** As {@link emit}, from inside a handler: in a transaction of its own. */
async function emitConcurrently(aggregate: string): Promise<void> {
  const trx = await db.owner.transaction();
  await appendEvents(unitOf(trx), [ThingEchoed(aggregate, {})]);
  await trx.commit();
}

const deliveries = () => db.owner('outbox_delivery').orderBy('id');
const pending = () => db.owner('outbox_delivery').where({ state: 'pending' });

describe('append', () => {
  test('writes a delivery per registered subscriber of the event, and no other', async () => {
    await emit('early');
    await registerSubscribers(db.database, [
      recorder('a').subscriber,
      recorder('b', [ThingChanged, ThingGone]).subscriber,
      recorder('c', [ThingGone]).subscriber,
    ]);
    await emit('t1');
    await emit('t1', {}, ThingGone);
    const rows = await db
      .owner('outbox_delivery as d')
      .join('outbox_event as e', 'e.position', 'd.event_position');
    expect(rows.map((row) => `${row.aggregate} ${row.type} ${row.consumer}`).sort()).toEqual([
      'thing:t1 thing.changed a',
      'thing:t1 thing.changed b',
      'thing:t1 thing.gone b',
      'thing:t1 thing.gone c',
    ]);
    expect(await db.owner('outbox_event').where({ aggregate_id: 'early' })).toHaveLength(1);
  });

  test('leaves nothing of a rolled back unit, keeps the order and the correlation id', async () => {
    await registerSubscribers(db.database, [recorder('a').subscriber]);
    const failed = db.database.run(TEST, async (uow) => {
      uow.emit(ThingChanged('t', {}));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await deliveries()).toEqual([]);

    await runInContext({ correlationId: 'corr-12345678' }, () =>
      db.database.run(TEST, async (uow) => {
        for (const step of [1, 2, 3, 4, 5]) {
          uow.emit(ThingChanged(`t${step % 2}`, { step }));
        }
      }),
    );
    const events = await db.owner('outbox_event').orderBy('position');
    expect(events.map(({ data }) => data.step)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(events.map((event) => event.correlation_id))).toEqual(new Set(['corr-12345678']));
    expect(events[0].traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  });

  test('locks the aggregate until the commit, so that positions follow commits', async () => {
    await registerSubscribers(db.database, [recorder('a').subscriber]);
    const first = await db.owner.transaction();
    await appendEvents(unitOf(first), [ThingChanged('same', { n: 1 })]);
    let committed = false;
    const second = emit('same', { n: 2 }).then(() => {
      committed = true;
    });
    // Another aggregate is not delayed, and commits before an event with a lower position.
    await emit('other', { n: 3 });
    await eventually('the second writer waits for the first', async () => {
      const { rows } = await db.owner.raw(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    expect(committed).toBe(false);
    await first.commit();
    await second;
    const events = await db.owner('outbox_event').where({ aggregate_id: 'same' }).orderBy('position');
    expect(events.map(({ data }) => data.n)).toEqual([1, 2]);
  });

  test('delivers an event that commits after one with a higher position', async () => {
    const { seen, subscriber } = recorder('one');
    const { relay } = await startRelay([subscriber]);
    const slow = await db.owner.transaction();
    await appendEvents(unitOf(slow), [ThingChanged('slow', {})]);
    await emit('quick');
    await relay.idle();
    expect(seen.map(({ aggregate }) => aggregate.id)).toEqual(['quick']);
    await slow.commit();
    await relay.idle();
    expect(seen.map(({ aggregate }) => aggregate.id)).toEqual(['quick', 'slow']);
    expect(BigInt(seen[1]?.id ?? 0)).toBeLessThan(BigInt(seen[0]?.id ?? 0));
  });
});

describe('delivery', () => {
  test('wakes the relay at the commit and runs the handler in the event’s context', async () => {
    const seen: { event: StoredEvent; correlation: string; role: string }[] = [];
    const { relay } = await startRelay(
      [
        {
          name: 'watch',
          events: [ThingChanged],
          async handle(event, uow) {
            seen.push({ event, correlation: currentCorrelationId(), role: uow.scope.role });
          },
        },
      ],
      { sweepEvery: 60_000 },
    );
    // Its first check is over: only a wake-up makes it check again.
    await relay.idle();
    await runInContext({ correlationId: 'corr-abcdefgh' }, () => emit('t1', { note: 'new' }));
    await eventually('it is delivered', () => seen.length > 0);
    expect(seen[0]).toMatchObject({
      correlation: 'corr-abcdefgh',
      role: 'system',
      event: {
        type: 'thing.changed',
        aggregate: { type: 'thing', id: 't1' },
        data: { note: 'new' },
        correlationId: 'corr-abcdefgh',
      },
    });
  });

  test('delivers each event once per consumer, in order, with two relays', async () => {
    const WRITERS = 20;
    const STEPS = sized({ small: 10, full: 50 });
    const EVENTS = WRITERS * STEPS;
    const one = recorder('one');
    const two = recorder('two');
    const relays = [
      await startRelay([one.subscriber, two.subscriber]),
      await startRelay([one.subscriber, two.subscriber]),
    ];
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let step = 0; step < STEPS; step += 1) await emit(`t${(writer + step) % 25}`, { writer, step });
      }),
    );
    await Promise.all(relays.map(({ relay }) => relay.idle()));
    for (const { seen } of [one, two]) {
      expect(seen).toHaveLength(EVENTS);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(EVENTS);
      const last = new Map<string, bigint>();
      for (const { aggregate, id } of seen) {
        expect(BigInt(id)).toBeGreaterThan(last.get(aggregate.id) ?? 0n);
        last.set(aggregate.id, BigInt(id));
      }
    }
    const { rows } = await db.owner.raw(
      'select consumer, count(*)::int as n, count(distinct event)::int as d from effect group by 1 order by 1',
    );
    expect(rows).toEqual([
      { consumer: 'one', n: EVENTS, d: EVENTS },
      { consumer: 'two', n: EVENTS, d: EVENTS },
    ]);
  });

  test('delivers events of a handler in their turn', async () => {
    const second = recorder('second', [ThingEchoed]);
    const { relay } = await startRelay([
      {
        name: 'echo',
        events: [ThingChanged],
        async handle(event, uow) {
          uow.emit(ThingEchoed(event.aggregate.id, event.data));
        },
      },
      second.subscriber,
    ]);
    await runInContext({ correlationId: 'corr-chain-1' }, () => emit('t1', { n: 7 }));
    await relay.idle();
    expect(second.seen.map(({ data, correlationId }) => ({ data, correlationId }))).toEqual([
      { data: { n: 7 }, correlationId: 'corr-chain-1' },
    ]);
  });

  test('delivers by the sweep when there are no wake-ups', async () => {
    const { seen, subscriber } = recorder('one');
    const { session } = await startRelay([subscriber]);
    // A session that cannot reconnect for a while.
    await db.owner.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kiwimesh worker' and datname = current_database()`,
    );
    await emit('t1');
    await eventually('the sweep delivers it', () => seen.length === 1);
    await eventually('the session is back', () => session.connected);
    // The reconnected session receives wake-ups again.
    await emit('t2');
    await eventually('the next is delivered', () => seen.length === 2);
  });
});

describe('failure', () => {
  test('undoes a failed attempt and retries with backoff, delaying only its aggregate', async () => {
    const log: string[] = [];
    let broken = true;
    const other = recorder('other');
    const { relay } = await startRelay([
      {
        name: 'flaky',
        events: [ThingChanged],
        async handle(event, { trx }) {
          await trx('effect').insert({ consumer: 'flaky', event: event.id, aggregate: event.aggregate.id });
          log.push(`${event.aggregate.id}:${event.data.n}`);
          if (broken && event.aggregate.id === 'bad') throw new Error('phone +919876543210 refused');
        },
      },
      other.subscriber,
    ]);
    await emit('bad', { n: 1 });
    await emit('bad', { n: 2 });
    await emit('good', { n: 1 });
    await relay.idle();
    expect(other.seen).toHaveLength(3);
    expect(log).toContain('good:1');
    expect(log.filter((entry) => entry === 'bad:2')).toEqual([]);
    const [first] = await db
      .owner('outbox_delivery')
      .where({ consumer: 'flaky', state: 'pending' })
      .orderBy('id');
    expect(first.last_error).toMatch(/^Error at kernel\/events\/relay\.test\.ts:\d+$/);
    broken = false;
    await eventually('nothing is pending', async () => (await pending()).length === 0);
    expect(log.at(-1)).toBe('bad:2');
    const { rows } = await db.owner.raw(
      `select count(*)::int as n, count(distinct event)::int as d from effect where consumer = 'flaky'`,
    );
    expect(rows).toEqual([{ n: 3, d: 3 }]);
  });

  test('makes a dead letter of the last attempt and continues with the aggregate', async () => {
    const log: unknown[] = [];
    const { relay } = await startRelay(
      [
        {
          name: 'poisoned',
          events: [ThingChanged],
          async handle(event) {
            log.push(event.data.n);
            if (event.data.n === 1) throw new TypeError('never');
          },
        },
      ],
      { maxAttempts: 3 },
    );
    await emit('t', { n: 1 });
    await emit('t', { n: 2 });
    await eventually('nothing is pending', async () => (await pending()).length === 0);
    await relay.idle();
    expect(log).toEqual([1, 1, 1, 2]);
    const rows = await deliveries();
    expect(rows.map(({ state, attempts }) => ({ state, attempts }))).toEqual([
      { state: 'dead', attempts: 3 },
      { state: 'delivered', attempts: 0 },
    ]);
  });

  test('counts a handler that never ends as failed', async () => {
    let runs = 0;
    const { relay } = await startRelay(
      [
        {
          name: 'stuck',
          events: [ThingChanged],
          async handle() {
            runs += 1;
            if (runs === 1) await new Promise(() => {});
          },
        },
      ],
      { handlerTimeout: 100 },
    );
    await emit('t');
    await eventually('it ran again', () => runs >= 2);
    await relay.idle();
    expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered']);
  });

  test('redelivers what a dead worker held', async () => {
    const { seen, subscriber } = recorder('one');
    await registerSubscribers(db.database, [subscriber]);
    for (let n = 0; n < 20; n += 1) await emit(`crashed-${n}`);
    await db.owner('outbox_delivery').update({ claimed_by: 7 });
    const { relay } = await startRelay([subscriber]);
    await relay.idle();
    expect(seen).toHaveLength(20);
    const rows = await deliveries();
    expect(rows.every(({ state, crashes }) => state === 'delivered' && crashes === 1)).toBe(true);
  });

  test('redelivers what this worker lost track of, without counting a crash', async () => {
    const { seen, subscriber } = recorder('one');
    const { relay, session } = await startRelay([subscriber]);
    await relay.idle();
    const slow = await db.owner.transaction();
    await appendEvents(unitOf(slow), [ThingChanged('lost', {})]);
    await slow('outbox_delivery').update({ claimed_by: session.id });
    await slow.commit();
    await relay.idle();
    expect(seen).toHaveLength(1);
    expect(await deliveries()).toMatchObject([
      { state: 'delivered', attempts: 0, crashes: 0, last_error: null },
    ]);
  });

  test('runs alone after five crashes, and becomes a dead letter in the end', async () => {
    const together: number[] = [];
    let running = 0;
    const marks = recorder('marks', [ThingEchoed]);
    const subscriber: Subscriber = {
      name: 'one',
      events: [ThingChanged],
      async handle(event, { trx }) {
        running += 1;
        together.push(running);
        const [row] = await trx('outbox_delivery').where({ event_position: event.id });
        // Counted before it began: if it ended the process now, that would be on record.
        expect(row).toMatchObject({ crashes: 6, attempts: 0 });
        // An event that arrives now is delivered beside it; another suspect would be too, if it were claimed.
        await emitConcurrently(event.id);
        await eventually('the mark is delivered', () =>
          marks.seen.some(({ aggregate }) => aggregate.id === event.id),
        );
        running -= 1;
      },
    };
    await registerSubscribers(db.database, [subscriber, marks.subscriber]);
    for (let n = 0; n < 6; n += 1) await emit(`t${n}`);
    await emit('poison');
    await db.owner('outbox_delivery').update({ claimed_by: 7, crashes: 5 });
    await db.owner('outbox_delivery').where({ aggregate: 'thing:poison' }).update({ crashes: 20 });
    const { relay } = await startRelay([subscriber, marks.subscriber], { handlerTimeout: 120_000 });
    await relay.idle();
    expect(together).toEqual([1, 1, 1, 1, 1, 1]);
    const dead = await db.owner('outbox_delivery').where({ state: 'dead' });
    expect(dead.map(({ aggregate, crashes, last_error }) => ({ aggregate, crashes, last_error }))).toEqual([
      { aggregate: 'thing:poison', crashes: 20, last_error: 'the worker stopped in the middle' },
    ]);
  });

  test('is delivered after fewer crashes than that, and waits from the tenth on', async () => {
    const { seen, subscriber } = recorder('one');
    await registerSubscribers(db.database, [subscriber]);
    await emit('unlucky');
    await emit('very-unlucky');
    await db.owner('outbox_delivery').update({ claimed_by: 7, crashes: 10 });
    await db.owner('outbox_delivery').where({ aggregate: 'thing:very-unlucky' }).update({ crashes: 19 });
    const { relay } = await startRelay([subscriber]);
    await relay.idle();
    expect(seen).toHaveLength(1);
    const [waits] = await db.owner('outbox_delivery').where({ state: 'pending' });
    expect(waits).toMatchObject({ aggregate: 'thing:very-unlucky', attempts: 0 });
    expect(waits.next_attempt_at.getTime() - Date.now()).toBeGreaterThan(20_000);
  });

  test('counts an ordinary failure of a suspect as failed, not as a crash', async () => {
    let runs = 0;
    const subscriber: Subscriber = {
      name: 'one',
      events: [ThingChanged],
      async handle() {
        runs += 1;
        if (runs === 1) throw new TypeError('not now');
      },
    };
    await registerSubscribers(db.database, [subscriber]);
    await emit('t');
    await db.owner('outbox_delivery').update({ crashes: 2 });
    await startRelay([subscriber]);
    await eventually('it ran again', () => runs >= 2);
    const [row] = await deliveries();
    expect(row).toMatchObject({ attempts: 1 });
  });
});

test('drain waits for the running handler, returns the rest and claims nothing more', async () => {
  let release: () => void = () => {};
  const gate = new Promise<void>((done) => {
    release = done;
  });
  const begun: string[] = [];
  const slow = (relay: string): Subscriber => ({
    name: 'slow',
    events: [ThingChanged],
    async handle(event) {
      begun.push(`${event.aggregate.id} by the ${relay}`);
      await gate;
    },
  });
  const { relay } = await startRelay([slow('first')], { parallel: 1 });
  for (const id of ['a', 'b', 'c']) await emit(id);
  await eventually('one is begun, another taken', () => relay.load.running === 1 && relay.load.waiting > 0);
  const drained = relay.drain();
  release();
  await drained;
  await emit('d');
  const rows = await deliveries();
  expect(rows.map(({ state, attempts, claimed_by }) => ({ state, attempts, claimed_by }))).toEqual([
    { state: 'delivered', attempts: 0, claimed_by: null },
    { state: 'pending', attempts: 0, claimed_by: null },
    { state: 'pending', attempts: 0, claimed_by: null },
    { state: 'pending', attempts: 0, claimed_by: null },
  ]);
  // Another relay takes everything, and begins long after the first would have.
  const { relay: second } = await startRelay([slow('second')]);
  await second.idle();
  expect(begun.toSorted()).toEqual([
    'a by the first',
    'b by the second',
    'c by the second',
    'd by the second',
  ]);
});
