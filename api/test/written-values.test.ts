/** Values as people write them, sent to every kind of operation that takes them: what is kept is the one canonical form. */
import type { Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.ts';
import { makeWorld, signIn, type World } from './world.ts';
import { NO_NUMBERS, NUMBERS } from './written-phones.ts';

let app: TestApp;
let world: World;
let kiwi: Kiwimesh;
let communityId: string;
let hospitalId: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 0 });
  kiwi = await signIn(app.url, app.superAdmin);
  communityId = world.here.community.id;
  hospitalId = world.here.hospital.id;
});

afterAll(() => app?.stop());

/** What is wrong with the one field that a refusal names. */
async function refusal(
  request: Promise<unknown>,
): Promise<{ code: string; pointer?: string; detail?: string }> {
  const error = (await request.then(
    () => ({ code: 'accepted', errors: [] }),
    (problem: unknown) => problem,
  )) as ProblemError;
  return { code: error.code, ...error.errors?.[0] };
}

describe('a phone number', () => {
  const numbers = [...new Set(NUMBERS.map(([, e164]) => e164))];
  const ids = new Map<string, string>();

  beforeAll(async () => {
    for (const phone of numbers) {
      const { id } = await kiwi.post('/v1/residents', {
        body: { communityId, name: `Asha ${phone}`, phone },
      });
      ids.set(phone, id);
    }
  });

  test('finds its resident, however it is written', async () => {
    const found: [string, string | undefined][] = [];
    for (const [written] of NUMBERS) {
      const { data } = await kiwi.post('/v1/residents/search', { body: { phone: written } });
      found.push([written, data[0]?.id]);
    }
    expect(found).toEqual(NUMBERS.map(([written, e164]) => [written, ids.get(e164)]));
  });

  test('that cannot be dialled is refused with what was most likely meant', async () => {
    for (const [phone, said] of NO_NUMBERS) {
      expect([phone, await refusal(kiwi.post('/v1/residents/search', { body: { phone } }))]).toEqual([
        phone,
        expect.objectContaining({
          code: 'invalid_request',
          pointer: '/phone',
          detail: expect.stringContaining(said),
        }),
      ]);
    }
  });

  test('is the same in an import, row by row', async () => {
    const rows = [...NUMBERS, ...NO_NUMBERS].map(([phone], index) => {
      const e164 = NUMBERS[index]?.[1];
      return { name: e164 === undefined ? 'Nobody' : `Asha ${e164}`, phone, communityId };
    });
    const { results } = await kiwi.post('/v1/imports/{kind}', {
      path: { kind: 'residents' },
      body: { rows },
    });
    const outcome = results.map(({ status, id, errors }, index) => [
      rows[index]?.phone,
      status === 'failed' ? errors[0]?.detail : id,
    ]);
    expect(outcome).toEqual([
      ...NUMBERS.map(([written, e164]) => [written, ids.get(e164)]),
      ...NO_NUMBERS.map(([written, said]) => [written, expect.stringContaining(said)]),
    ]);
  });

  test('is kept as E.164 by every operation that takes one', async () => {
    const written = '\u202A०७०००१ ००२०९\u202C';
    const e164 = '+917000100209';
    const resident = await kiwi.post('/v1/residents', {
      body: { communityId, name: 'Kavya Rao', phone: written },
    });
    expect(resident.phone).toBe(e164);
    const path = { residentId: resident.id };
    const { phone } = await kiwi.patch('/v1/residents/{residentId}', {
      path,
      body: { phone: '70001-00208' },
    });
    expect(phone).toBe('+917000100208');
    const staff = await kiwi.post('/v1/staff', {
      body: { role: 'nurse', name: 'Meera Nair', email: 'meera@test.example', hospitalId, phone: written },
    });
    expect(staff.phone).toBe(e164);
    const hospital = await kiwi.post('/v1/hospitals', { body: { name: 'Phone Hospital', phone: written } });
    expect(hospital.phone).toBe(e164);
    const cleared = await kiwi.patch('/v1/hospitals/{hospitalId}', {
      path: { hospitalId: hospital.id },
      body: { phone: null },
    });
    expect(cleared.phone).toBeNull();
    expect((await kiwi.requestOtp({ phone: written })).phone).toBe(e164);
  });

  test('written without a country code is one of the country that was chosen', async () => {
    expect((await kiwi.requestOtp({ phone: '020 7946 0958', phoneCountry: 'GB' })).phone).toBe(
      '+442079460958',
    );
    expect((await kiwi.requestOtp({ phone: '917000100200', phoneCountry: 'IN' })).phone).toBe(
      '+917000100200',
    );
    const wrong = kiwi.requestOtp({ phone: '+91917000100200', phoneCountry: 'IN' });
    expect(await refusal(wrong)).toMatchObject({ pointer: '/phone', suggestion: '+91 70001 00200' });
  });

  test('written differently is the same request to an idempotency key', async () => {
    const send = (phone: string) =>
      kiwi.post('/v1/residents', {
        body: { communityId, name: 'Dev Rao', phone },
        idempotencyKey: 'written-values-1',
      });
    const first = await send('7000100207');
    expect(await send('+91 70001 00207')).toMatchObject({ id: first.id });
  });
});
