import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { ThingChanged } from '../../../test/support/worlds/things.ts';
import type { StaffPrincipal } from '../../kernel/auth/principal.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { Signals } from '../../kernel/coordination/signals.ts';
import { appendEvents } from '../../kernel/events/append.ts';
import { Background, type Work } from '../../kernel/jobs/background.ts';
import type { StoredEvent } from '../../kernel/payload/event.ts';
import { loadRegion } from '../../region.ts';
import { DeadLetters } from './dead-letters.ts';
import { system } from './module.ts';

const ADMIN: StaffPrincipal = {
  kind: 'staff',
  id: '0193a5f0-7c1e-7000-8000-000000000001',
  role: 'super_admin',
  hospitalId: null,
  communityId: null,
  sessionId: '0193a5f0-7c1e-7000-8000-000000000002',
};

let db: TestDatabase;
let background: Background;
let letters: DeadLetters;
let broken = true;
const handled: string[] = [];

const feature: Work = {
  subscribers: [
    {
      name: 'system-test.subscriber',
      events: [ThingChanged],
      async handle(event: StoredEvent) {
        if (broken) throw new Error('no');
        handled.push(`event ${event.aggregate.id}`);
      },
    },
  ],
  jobs: [
    {
      name: 'system-test.job',
      maxAttempts: 1,
      async handle(_: unknown, { key }) {
        if (broken) throw new Error('no');
        handled.push(`job ${key}`);
      },
    },
  ],
};

beforeAll(async () => {
  db = await testDatabase({ appendEvents });
  background = await Background.open({
    database: db.database,
    connection: { url: db.url },
    backoff: { first: 5, most: 10 },
    relay: { maxAttempts: 1, sweepEvery: 50 },
    agenda: { processEvery: 50 },
  });
  letters = new DeadLetters(db.database, background.store);
  await background.start([feature], { work: true });
});
afterAll(async () => {
  await background.stop();
  await db.close();
});
beforeEach(async () => {
  broken = true;
  handled.length = 0;
  await db.owner('outbox_event').delete();
  await db.owner('agenda_job').where({ name: 'system-test.job' }).delete();
});

async function fail(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await db.database.run(systemScope('test'), async (uow) => {
      uow.emit(ThingChanged(`t${n}`, {}));
      await background.jobs.enqueue('system-test.job', `k${n}`, {});
    });
  }
  await background.idle();
}

describe('dead letters', () => {
  test('events and jobs are one list, newest first, in complete pages', async () => {
    await fail(5);
    // Several in the same millisecond.
    await db.owner('outbox_delivery').update({ failed_at: '2026-01-01T00:00:00.000Z' });
    await db
      .owner('agenda_job')
      .where({ name: 'system-test.job' })
      .update({ failed_at: '2026-01-01T00:00:00.000Z' });
    const whole = await letters.list(ADMIN, 50);
    expect(whole.nextCursor).toBeNull();
    expect(whole.letters).toHaveLength(10);
    for (const limit of [1, 3, 4]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await letters.list(ADMIN, limit, cursor);
        expect(page.letters.length).toBeLessThanOrEqual(limit);
        seen.push(...page.letters.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole.letters.map(({ id }) => id));
    }
  });

  test('each has its name, reason, attempts, time and correlation id', async () => {
    await fail(1);
    const { letters: list } = await letters.list(ADMIN, 10);
    expect(list.map(({ kind, name, attempts }) => ({ kind, name, attempts }))).toEqual(
      expect.arrayContaining([
        { kind: 'event', name: 'system-test.subscriber', attempts: 1 },
        { kind: 'job', name: 'system-test.job', attempts: 1 },
      ]),
    );
    for (const letter of list) {
      expect(letter.id).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
      expect(letter.reason).toMatch(/^Error at /);
      expect(letter.correlationId).toMatch(/^[A-Za-z0-9._:-]{8,128}$/);
      expect(Date.now() - letter.failedAt.getTime()).toBeLessThan(60_000);
    }
  });

  test('retry runs them again; an unknown one is not found', async () => {
    await fail(2);
    broken = false;
    const { letters: list } = await letters.list(ADMIN, 10);
    for (const { id } of list) await letters.retry(ADMIN, id);
    await background.idle();
    expect(handled.sort()).toEqual(['event t0', 'event t1', 'job k0', 'job k1']);
    expect((await letters.list(ADMIN, 10)).letters).toEqual([]);
    for (const id of [...list.map((letter) => letter.id), 'event_0', 'job_1', 'job_x', 'nonsense']) {
      await expect(letters.retry(ADMIN, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('a forged cursor is rejected', async () => {
    for (const cursor of [
      'x',
      Buffer.from('1 event x').toString('base64url'),
      Buffer.from('a job 1').toString('base64url'),
    ]) {
      await expect(letters.list(ADMIN, 10, cursor)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  test('the operations follow the contract', async () => {
    await fail(1);
    const signals = new Signals({ url: db.url });
    const { operations } = system.create({
      database: db.database,
      signals,
      deadJobs: background.store,
      production: false,
      region: loadRegion('in'),
    });
    const request = { principal: ADMIN, headers: {}, ip: '127.0.0.1', body: undefined };
    const reply = await operations.listDeadLetters({ ...request, params: {}, query: { limit: 1 } });
    expect(reply.status).toBe(200);
    expect(reply.body.data[0]?.failedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const id = reply.body.data[0]?.id ?? '';
    expect(await operations.retryDeadLetter({ ...request, params: { id }, query: {} })).toEqual({
      status: 202,
    });
  });
});
