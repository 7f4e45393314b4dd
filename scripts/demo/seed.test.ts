import { loadPolicies } from '@kiwimesh/api/features/booking/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../api/test/support/database.ts';
import { demoLogins } from './logins.ts';
import { seedDemo } from './seed.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** As a run of `make run` does; the emails of those who take calls, as `demo.json` and as the database have them. */
async function run() {
  const { fresh, world, keys } = await seedDemo({
    database: db.database,
    policies: loadPolicies(),
    widgetOrigins: ['http://localhost:8081'],
    hashPassword: async () => '$argon2id$unused',
  });
  const logins = demoLogins(world, 'http://localhost:8080', keys).hospitals.map(
    (one) => one.dispatcher.email,
  );
  const stored = await db.owner('staff').whereRaw(`duties = '{dispatch}'`).orderBy('email');
  return { fresh, logins, stored: stored.map(({ email, on_duty, role }) => ({ email, on_duty, role })) };
}

describe('the demo data', () => {
  const dispatchers = [1, 2, 3].map((hospital) => `nurse2.h${hospital}@demo.kiwimesh.example`);
  const nurses = dispatchers.map((email) => ({ email, on_duty: true, role: 'nurse' }));

  it('has a dispatcher per hospital, also where it was made before there were duties', async () => {
    expect(await run()).toEqual({ fresh: true, logins: dispatchers, stored: nurses });
    await db.owner('staff').update({ duties: [] });
    expect(await run()).toEqual({ fresh: false, logins: dispatchers, stored: nurses });
  });

  it('keeps whom its users made dispatchers', async () => {
    await db.owner('staff').where({ email: dispatchers[0] }).update({ duties: [] });
    await db
      .owner('staff')
      .where({ email: 'paramedic1.h1@demo.kiwimesh.example' })
      .update({ duties: ['dispatch'] });
    expect((await run()).stored.map(({ email }) => email)).toEqual([
      ...dispatchers.slice(1),
      'paramedic1.h1@demo.kiwimesh.example',
    ]);
  });
});
