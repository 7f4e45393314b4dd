import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { untilServed } from '../../../../test/support/overload.ts';
import { sized } from '../../../../test/support/size.ts';
import { PASSWORD, signIn } from '../../../../test/support/worlds/world.ts';

const PEOPLE = sized({ small: 8, full: 30 });
const SIGN_INS = sized({ small: 80, full: 300 });

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  const admin = await signIn(app.url, app.superAdmin);
  const { id } = await admin.post('/v1/hospitals', { body: { name: 'H', timezone: 'UTC' } });
  const rows = Array.from({ length: PEOPLE }, (_, n) => ({
    role: 'nurse',
    name: `Nurse ${n}`,
    email: `nurse.${n}@rush.example`,
    hospitalId: id,
    password: PASSWORD,
  }));
  const { results } = await admin.post('/v1/imports/{kind}', { path: { kind: 'staff' }, body: { rows } });
  expect(results.map(({ status }) => status)).toEqual(Array(PEOPLE).fill('created'));
});
afterAll(() => app.stop());

const login = (body: object) =>
  fetch(`${app.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a rush of sign-ins', () => {
  it('is served completely and does not delay other requests', async () => {
    const rush = Array.from({ length: SIGN_INS }, async (_, n) => {
      const email = `nurse.${n % PEOPLE}@rush.example`;
      // Every tenth request has a wrong password.
      const wrong = n >= SIGN_INS - PEOPLE;
      const credentials = { email, password: wrong ? 'not the password' : PASSWORD };
      return (await untilServed(() => login(credentials))).status;
    });
    let finished = false;
    const done = Promise.all(rush).finally(() => {
      finished = true;
    });
    /** Other requests that were answered while sign-ins were waiting. */
    let answered = 0;
    while (!finished) {
      const { status } = await fetch(`${app.url}/health/ready`);
      if (status === 200 && !finished) answered += 1;
    }
    const statuses = await done;
    expect(statuses.filter((status) => status === 200)).toHaveLength(SIGN_INS - PEOPLE);
    expect(statuses.filter((status) => status === 401)).toHaveLength(PEOPLE);
    expect(answered).toBeGreaterThan(0);
  }, 600_000);
});
