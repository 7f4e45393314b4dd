import type { Knex } from 'knex';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { connect } from '../../db/connection.ts';
import { SharedLimiter } from './shared-limiter.ts';

const HOUR = 3_600_000;
const WINDOW_SECONDS = 900;

let clone: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  clone = await testDatabase();
  knex = connect(clone.url, { as: 'app', poolMax: 2 });
});
afterAll(async () => {
  await knex.destroy();
  await clone.close();
});

const limiter = (offset: number) =>
  new SharedLimiter(
    {
      storeClient: knex,
      storeType: 'knex',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: 'test',
      points: 1,
      duration: WINDOW_SECONDS,
    },
    () => offset,
  );

it.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])('a process whose clock is %s by an hour keeps the counters of others', async (name, skew) => {
  await limiter(0).consume(name);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew });
  try {
    const refused = await limiter(-skew)
      .consume(name)
      .catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(RateLimiterRes);
    const { msBeforeNext } = refused as RateLimiterRes;
    expect(msBeforeNext).toBeGreaterThan(0);
    expect(msBeforeNext).toBeLessThanOrEqual(WINDOW_SECONDS * 1_000 + 1);
  } finally {
    vi.useRealTimers();
  }
});
