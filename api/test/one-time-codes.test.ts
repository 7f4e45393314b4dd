import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Keyring } from '../src/features/identity/keyring.ts';
import { startTestApp, type TestApp } from './app.ts';
import { codeSentTo, makeWorld, signIn } from './world.ts';

let app: TestApp;
const PHONE = '+919877700001';
const GUESSES = 10_000;
/** As many at once as the connections of one machine bear without queueing for ports. */
const ABREAST = 500;

beforeAll(async () => {
  app = await startTestApp();
  const { here } = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 0 });
  const root = await signIn(app.url, app.superAdmin);
  await root.post('/v1/residents', { body: { communityId: here.community.id, name: 'R', phone: PHONE } });
});
afterAll(() => app.stop());

const post = async (path: string, body: object): Promise<number> => {
  const reply = await fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await reply.arrayBuffer();
  return reply.status;
};

it('10,000 guesses at one code at once: five are looked at, and the right one comes too late', async () => {
  expect(await post('/v1/auth/otp/request', { phone: PHONE })).toBe(202);
  const code = await codeSentTo(app.url, PHONE);
  const looked = vi.spyOn(Keyring.prototype, 'codes');
  const statuses = new Map<number, number>();
  let next = 0;
  const guesser = async () => {
    while (next < GUESSES) {
      next += 1;
      // Ten thousand different codes, none of them right.
      const guess = String((Number(code) + next) % 1_000_000).padStart(6, '0');
      const status = await post('/v1/auth/otp/verify', { phone: PHONE, code: guess });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, guesser));
  const evaluated = looked.mock.calls.length;
  expect(Object.fromEntries(statuses)).toEqual({ 401: GUESSES });
  expect(evaluated).toBe(5);
  expect(await app.testDatabase.owner('otp_challenge').max('guesses as guesses').first()).toEqual({
    guesses: 5,
  });
  expect(await post('/v1/auth/otp/verify', { phone: PHONE, code })).toBe(401);
  expect(looked.mock.calls.length).toBe(5);
  looked.mockRestore();
}, 240_000);
