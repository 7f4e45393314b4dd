import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { codeSentTo, makeWorld, PASSWORD, signIn, type World } from '../support/worlds/world.ts';

const HOUR = 3_600_000;

/** Two processes on one database; the clock of the second is an hour wrong. */
describe.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])('a process an hour %s', (_name, skew) => {
  let right: TestApp;
  let wrong: TestApp;
  let world: World;

  beforeAll(async () => {
    right = await startTestApp();
    wrong = await startTestApp({ on: right, processClock: () => new Date(Date.now() + skew) });
    world = await makeWorld({ url: right.url, superAdmin: right.superAdmin, residents: 0 });
  });
  afterAll(async () => {
    await wrong?.stop();
    await right?.stop();
  });

  const post = async (app: TestApp, path: string, body: object) => {
    const reply = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await reply.json().catch(() => ({}))) as Record<
      'accessToken' | 'refreshToken' | 'code',
      string
    >;
    return { status: reply.status, body: answer };
  };
  const me = async (app: TestApp, token: string) =>
    (await fetch(`${app.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

  it('agrees with the database on the time', async () => {
    const { rows } = await right.testDatabase.owner.raw('select clock_timestamp() as at');
    expect(Math.abs(wrong.database.now().getTime() - rows[0].at.getTime())).toBeLessThan(HOUR / 4);
  });

  it('accepts sessions of the other, and gives sessions that the other accepts', async () => {
    for (const [one, other] of [
      [right, wrong],
      [wrong, right],
    ] as const) {
      const { body } = await post(one, '/v1/auth/login', right.superAdmin);
      expect(await me(other, body.accessToken)).toBe(200);
      const refreshed = await post(other, '/v1/auth/refresh', { refreshToken: body.refreshToken });
      expect(refreshed.status).toBe(200);
      expect(await me(one, refreshed.body.accessToken)).toBe(200);
    }
  });

  it('rejects a spent refresh token after its grace, and accepts it within', async () => {
    const spend = async (age: number) => {
      const { body } = await post(right, '/v1/auth/login', right.superAdmin);
      await post(right, '/v1/auth/refresh', { refreshToken: body.refreshToken });
      await right.testDatabase.owner.raw(
        `update session set rotated_at = now() - ? * interval '1 minute'
          where id = (select id from session order by created_at desc limit 1)`,
        [age],
      );
      return (await post(wrong, '/v1/auth/refresh', { refreshToken: body.refreshToken })).status;
    };
    expect(await spend(0)).toBe(200);
    expect(await spend(30)).toBe(401);
  });

  it('accepts a one-time code that the other sent', async () => {
    const phone = skew > 0 ? '+919877700011' : '+919877700012';
    const communityId = world.here.community.id;
    await world.superAdmin.post('/v1/residents', { body: { communityId, name: 'R', phone } });
    expect((await post(right, '/v1/auth/otp/request', { phone })).status).toBe(202);
    const code = await codeSentTo(right.url, phone);
    expect((await post(wrong, '/v1/auth/otp/verify', { phone, code })).status).toBe(200);
  });

  it('keeps a lockout of the other', async () => {
    const email = `locked.${skew}@skew.example`;
    await world.superAdmin.post('/v1/staff', {
      body: { role: 'nurse', name: 'N', email, password: PASSWORD, hospitalId: world.here.hospital.id },
    });
    await signIn(wrong.url, { email, password: PASSWORD });
    const login = (app: TestApp) => post(app, '/v1/auth/login', { email, password: 'not the password' });
    let refused = await login(right);
    while (refused.body.code === 'invalid_credentials') refused = await login(right);
    expect(refused.status).toBe(429);
    expect((await login(wrong)).status).toBe(429);
  });
});
