import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { ThingChanged, ThingUnheard } from '../../../test/support/worlds/things.ts';
import { systemScope } from '../auth/scope.ts';
import { appendEventsAnd } from '../events/append.ts';
import type { Work } from '../jobs/background.ts';
import { Background } from './background.ts';

const TEST = systemScope('test');
let db: TestDatabase;
/** The function that announces the commits of this test's database. */
let announce: () => void = () => {};
const opened: Background[] = [];

beforeAll(async () => {
  db = await testDatabase({ appendEvents: appendEventsAnd(() => announce()) });
});
afterAll(() => db.close());
afterEach(async () => {
  for (const background of opened.splice(0)) await background.stop();
});

async function start(features: readonly Work[], work: boolean): Promise<Background> {
  const background = await Background.open({
    database: db.database,
    connection: { url: db.url },
    relay: { sweepEvery: 60_000 },
  });
  opened.push(background);
  await background.start(features, { work });
  return background;
}

/** The jobs that every process of the product knows; only working ones run them. */
function feature(seen: string[]): Work {
  return {
    subscribers: [
      {
        name: 'one',
        events: [ThingChanged],
        handle: async ({ aggregate }) => void seen.push(aggregate.id),
      },
    ],
  };
}

const emit = (id: string) =>
  db.database.run(TEST, async (uow) => {
    uow.emit(ThingChanged(id, {}));
  });

describe('announced after the commit', () => {
  test('wakes the relay of the same process at once', async () => {
    const seen: string[] = [];
    const background = await start([feature(seen)], true);
    await background.idle();
    announce = background.announce;
    await emit('here');
    // Its own sweep is a minute away.
    await eventually('it is delivered', () => seen.length > 0);
    expect(seen).toEqual(['here']);
  });

  test('wakes a process that works, and a process that only serves can wait for it', async () => {
    const seen: string[] = [];
    const worker = await start([feature(seen)], true);
    await worker.idle();
    const server = await start([feature(seen)], false);
    announce = server.announce;
    await emit('elsewhere');
    await server.idle(5_000);
    expect(seen).toEqual(['elsewhere']);
  });

  test('announces nothing after a rollback or when no subscriber gets the event', async () => {
    await start([feature([])], true);
    let announced = 0;
    announce = () => {
      announced += 1;
    };
    const failed = db.database.run(TEST, async (uow) => {
      uow.emit(ThingChanged('x', {}));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await db.database.run(TEST, async (uow) => {
      uow.emit(ThingUnheard('x', {}));
    });
    expect(announced).toBe(0);
    await emit('x');
    expect(announced).toBe(1);
  });
});

test('gives up waiting for other processes when none works', async () => {
  const server = await start([feature([])], false);
  announce = server.announce;
  await emit('stranded');
  await expect(server.idle(100)).rejects.toThrow('is a process with background work running?');
});
