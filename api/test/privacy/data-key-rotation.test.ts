import type { Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/kernel/db/connection.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import { keyUse, reencrypt } from '../../src/kernel/privacy/reencrypt.ts';
import { DataKeys } from '../../src/kernel/sealing/data-keys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { makeWorld, signIn, signInByCode, type World } from '../support/worlds/world.ts';

/**
 * A data key is changed while the product runs, in the order of operator.md: every process learns the new key, then
 * writes under it, then everything is sealed again, then the old key is removed.
 */
const OLD = 'old-data-key-old-data-key-old-data-key';
const NEW = 'new-data-key-new-data-key-new-data-key';

const settings = (key: string, previous?: string) => ({
  KIWIMESH_DATA_KEY: key,
  ...(previous === undefined ? {} : { KIWIMESH_PREVIOUS_DATA_KEYS: previous }),
});

let first: TestApp;
let world: World;
const apps: TestApp[] = [];

async function another(env: Record<string, string>): Promise<TestApp> {
  const app = await startTestApp({ on: first, env: { KIWIMESH_ROLE: 'serve', ...env } });
  apps.push(app);
  return app;
}

beforeAll(async () => {
  first = await startTestApp({ env: settings(OLD, NEW) });
  world = await makeWorld({ url: first.url, superAdmin: first.superAdmin });
  for (const { kiwi } of world.here.community.residents) {
    await kiwi.post('/v1/bookings', { body: { serviceType: 'ambulance', notes: 'peanut allergy' } });
  }
});

afterAll(async () => {
  for (const app of apps) await app.stop();
  await first.stop();
});

const communityId = () => world.here.community.id;
let number = 0;
const freshPhone = () => `+9197000${String(10_000 + ++number)}`;

/** Adds a resident through one process. @returns the id, or the code of the problem. */
async function add(kiwi: Kiwimesh, phone: string): Promise<string> {
  return kiwi.post('/v1/residents', { body: { communityId: communityId(), name: 'R', phone } }).then(
    ({ id }) => id,
    ({ code }: ProblemError) => code,
  );
}

async function use(keys: readonly [string, ...string[]]) {
  const database = new Database(connect(first.testDatabase.url, { as: 'app', poolMax: 2 }), {
    dataKeys: new DataKeys(keys),
  });
  try {
    return await keyUse(database);
  } finally {
    await database.close();
  }
}

describe('a data key is changed under traffic', () => {
  let reader: Kiwimesh;
  let writer: Kiwimesh;
  let inOldProcess: string;

  it('keeps a process that knows the new key and one that writes under it in step', async () => {
    const knows = await another(settings(OLD, NEW));
    const writes = await another(settings(NEW, OLD));
    reader = await signIn(knows.url, first.superAdmin);
    writer = await signIn(writes.url, first.superAdmin);
    inOldProcess = freshPhone();
    const old = await add(reader, inOldProcess);
    const phone = freshPhone();
    const id = await add(writer, phone);
    for (const kiwi of [reader, writer]) {
      expect(await kiwi.post('/v1/residents/search', { body: { phone } })).toMatchObject({
        data: [{ id, phone }],
      });
      expect(await kiwi.post('/v1/residents/search', { body: { phone: inOldProcess } })).toMatchObject({
        data: [{ id: old }],
      });
    }
    await first.settled();
    await signInByCode(writes.url, inOldProcess);
    await signInByCode(knows.url, phone);
  });

  it('keeps a phone with one active resident, whichever process gets the request', async () => {
    expect(await add(writer, inOldProcess)).toBe('already_exists');
    const phone = freshPhone();
    await add(writer, phone);
    expect(await add(reader, phone)).toBe('already_exists');
    const other = await add(writer, freshPhone());
    await expect(
      writer.patch('/v1/residents/{residentId}', {
        path: { residentId: other },
        body: { phone: inOldProcess },
      }),
    ).rejects.toMatchObject({ code: 'already_exists' });
    const rows = [{ communityId: communityId(), name: 'R', phone: inOldProcess, unit: 'B-1' }];
    const report = await writer.post('/v1/imports/{kind}', { path: { kind: 'residents' }, body: { rows } });
    expect(report.results).toMatchObject([{ status: 'updated' }]);
  });

  it('lets one of many win that add one phone through both at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const phone = freshPhone();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => add(at % 2 === 0 ? reader : writer, phone)),
      );
      expect(answers.filter((answer) => answer === 'already_exists')).toHaveLength(7);
    }
  });

  it('seals everything again under writes, and loses nothing', async () => {
    const [resident] = world.here.community.residents;
    if (resident === undefined) throw new Error('no resident');
    const { residentId } = { residentId: resident.id };
    let writing = true;
    let written = 0;
    const traffic = (async () => {
      while (writing) {
        written += 1;
        await writer.patch('/v1/residents/{residentId}', {
          path: { residentId },
          body: { unit: `B-${written}` },
        });
        await add(writer, freshPhone());
      }
    })();
    const url = first.testDatabase.url;
    const keys = [NEW, OLD] as const;
    const database = new Database(connect(url, { as: 'app', poolMax: 4 }), { dataKeys: new DataKeys(keys) });
    const stopped = new AbortController();
    // Stopped after its first batch, then begun again, twice at once.
    await reencrypt(database, { batch: 1, signal: stopped.signal, onProgress: () => stopped.abort() });
    await Promise.all([reencrypt(database, { batch: 2 }), reencrypt(database, { batch: 3 })]);
    await eventually('some traffic', async () => written > 3).finally(() => {
      writing = false;
    });
    await traffic;
    await database.close();
    const newest = new DataKeys([NEW]).ids;
    expect(new Set((await use([NEW, OLD])).map(({ keyId }) => keyId))).toEqual(new Set(newest));
    expect(await writer.get('/v1/residents/{residentId}', { path: { residentId } })).toMatchObject({
      unit: `B-${written}`,
    });
  });

  it('opens, finds and books everything without the old key', async () => {
    const only = await another({ ...settings(NEW), KIWIMESH_ROLE: 'all' });
    const kiwi = await signIn(only.url, first.superAdmin);
    const found = await kiwi.post('/v1/residents/search', { body: { phone: inOldProcess } });
    expect(found.data).toHaveLength(1);
    const phones: string[] = [];
    for await (const row of kiwi.pages('/v1/residents')) phones.push(row.phone);
    expect(new Set(phones).size).toBe(phones.length);
    for await (const booking of kiwi.pages('/v1/bookings')) {
      expect(booking.notes).toBe('peanut allergy');
      const path = { bookingId: booking.id };
      expect((await kiwi.get('/v1/bookings/{bookingId}/timeline', { path })).data.length).toBeGreaterThan(0);
    }
    expect(await add(kiwi, inOldProcess)).toBe('already_exists');
  });

  it('a process without the new key answers 500 for sealed data, and shows none', async () => {
    const [resident] = world.here.community.residents;
    const stale = await signIn((await another(settings(OLD))).url, first.superAdmin);
    await expect(
      stale.get('/v1/residents/{residentId}', { path: { residentId: resident?.id ?? '' } }),
    ).rejects.toMatchObject({ status: 500, code: 'internal' });
  });
});
