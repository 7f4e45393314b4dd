import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Keyring } from '../../src/features/identity/sessions/keyring.ts';
import type { TestApp } from '../support/app.ts';
import { answerOf, isOverload, untilServed } from '../support/overload.ts';
import { sized } from '../support/size.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { codeSentTo, signIn } from '../support/worlds/world.ts';

let app: TestApp;
const PHONE = '+919877700001';
const GUESSES = sized({ small: 150, full: 10_000 });
/** Concurrent requests that one machine can make without running out of ports. */
const ABREAST = sized({ small: 50, full: 500 });

beforeAll(async () => {
  const started = await startTestWorld();
  app = started.app;
  const { here } = started.world;
  const root = await signIn(app.url, app.superAdmin);
  await root.post('/v1/residents', { body: { communityId: here.community.id, name: 'R', phone: PHONE } });
});
afterAll(() => app.stop());

const post = (path: string, body: object): Promise<Response> =>
  fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const served = (path: string, body: object) => untilServed(() => post(path, body));

it('checks five of many concurrent guesses, then rejects the right code', async () => {
  expect(await served('/v1/auth/otp/request', { phone: PHONE })).toMatchObject({ status: 202 });
  const code = await codeSentTo(app.url, PHONE);
  const looked = vi.spyOn(Keyring.prototype, 'codes');
  /** Number of rejected guesses; an overloaded service has not checked the guess. */
  const answers = { refused: 0, overloaded: 0 };
  const others: unknown[] = [];
  let next = 0;
  const guesser = async () => {
    while (next < GUESSES) {
      next += 1;
      // All different and all wrong.
      const guess = String((Number(code) + next) % 1_000_000).padStart(6, '0');
      const answer = await answerOf(await post('/v1/auth/otp/verify', { phone: PHONE, code: guess }));
      if (answer.status === 401) answers.refused += 1;
      else if (isOverload(answer)) answers.overloaded += 1;
      else others.push(answer);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, guesser));
  const evaluated = looked.mock.calls.length;
  expect(others).toEqual([]);
  expect(answers.refused + answers.overloaded).toBe(GUESSES);
  // All requests must be answered.
  expect(answers.refused).toBeGreaterThan(GUESSES / 2);
  expect(evaluated).toBe(5);
  expect(await app.testDatabase.owner('otp_challenge').max('guesses as guesses').first()).toEqual({
    guesses: 5,
  });
  expect(await served('/v1/auth/otp/verify', { phone: PHONE, code })).toMatchObject({ status: 401 });
  expect(looked.mock.calls.length).toBe(5);
  looked.mockRestore();
}, 900_000);
