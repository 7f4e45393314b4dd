/** Values as people write them, sent to every kind of operation that takes them: the one canonical form is stored. */
import type { Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { wireClient } from '../support/contract/wire-client.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, signIn, type World } from '../support/worlds/world.ts';
import { NO_NUMBERS, NUMBERS } from '../support/worlds/written-phones.ts';

let app: TestApp;
let world: World;
let kiwi: Kiwimesh;
let communityId: string;
let hospitalId: string;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  kiwi = await signIn(app.url, app.superAdmin);
  communityId = world.here.community.id;
  hospitalId = world.here.hospital.id;
});

afterAll(() => app?.stop());

/** What is wrong with the one field that a problem names. */
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

  test('that cannot be dialled is rejected with a suggestion', async () => {
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

  test('is stored as E.164 by every operation that takes one', async () => {
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

  test('written without a country code belongs to the chosen country', async () => {
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

describe('a name', () => {
  const KAVERI = 'Kaveri General Hospital';

  let kaveri: string;

  beforeAll(async () => {
    const made = await kiwi.post('/v1/hospitals', { body: { name: `${KAVERI} ` } });
    expect(made.name).toBe(KAVERI);
    kaveri = made.id;
    await kiwi.post('/v1/communities', { body: { name: '\u00A0Jose\u0301  Gardens' } });
  });

  test.each([
    `${KAVERI} `,
    `  ${KAVERI}`,
    'Kaveri\u00A0General\tHospital',
    'KAVERI general hospital',
    'Ｋaveri General Hospital',
  ])('of a hospital, written as %j, is not a second one', async (name) => {
    const refused = { code: 'already_exists', pointer: '/name' };
    expect(await refusal(kiwi.post('/v1/hospitals', { body: { name } }))).toMatchObject(refused);
    const { data } = await kiwi.get('/v1/hospitals', { query: { search: name.replace('Ｋ', 'K') } });
    expect(data.map(({ id }) => id)).toEqual([kaveri]);
    const rows = [{ name, address: 'Kaveri Road' }];
    const { results } = await kiwi.post('/v1/imports/{kind}', {
      path: { kind: 'hospitals' },
      body: { rows },
    });
    expect(results[0]).toMatchObject({ id: kaveri });
  });

  test('is found in a cell of an import and in a search, in either Unicode form', async () => {
    for (const community of ['José Gardens', ' Jose\u0301\u00A0 gardens ']) {
      const { data } = await kiwi.get('/v1/communities', { query: { search: community } });
      expect(data.map(({ name }) => name)).toEqual(['José Gardens']);
      const rows = [{ name: 'Asha Rao ', phone: '7000100211', community }];
      const { results } = await kiwi.post('/v1/imports/{kind}', {
        path: { kind: 'residents' },
        body: { rows },
      });
      expect(results[0]?.errors).toEqual([]);
    }
  });

  test('with an invisible character inside is rejected by name, in requests and rows', async () => {
    const name = 'Kaveri \u202Elatipsoh';
    const detail = expect.stringContaining('U+202E');
    expect(await refusal(kiwi.post('/v1/hospitals', { body: { name } }))).toMatchObject({
      pointer: '/name',
      detail,
    });
    const { results } = await kiwi.post('/v1/imports/{kind}', {
      path: { kind: 'hospitals' },
      body: { rows: [{ name }] },
    });
    expect(results[0]).toMatchObject({ status: 'failed', errors: [{ field: 'name', detail }] });
  });
});

test('an email is the same address in every spelling: created, signed in and searched', async () => {
  const made = await kiwi.post('/v1/staff', {
    body: { role: 'nurse', name: 'Lena', email: ' Lena@München.Example ', hospitalId, password: PASSWORD },
  });
  expect(made.email).toBe('lena@xn--mnchen-3ya.example');
  const again = kiwi.post('/v1/staff', {
    body: { role: 'nurse', name: 'Lena', email: 'lena@XN--MNCHEN-3YA.example', hospitalId },
  });
  expect(await refusal(again)).toMatchObject({ code: 'already_exists' });
  for (const email of ['lena@münchen.example', '\tLENA@mu\u0308nchen.example ']) {
    const nurse = await signIn(app.url, { email, password: PASSWORD });
    expect((await nurse.get('/v1/me')).email).toBe(made.email);
  }
  const rows = [{ role: 'nurse', name: 'Lena', email: 'Lena@münchen.example ', hospitalId }];
  const { results } = await kiwi.post('/v1/imports/{kind}', { path: { kind: 'staff' }, body: { rows } });
  expect(results[0]).toMatchObject({ status: 'unchanged', id: made.id });
});

test.each([
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), 'malformed_json'],
  ['half of a character', Buffer.from([0xe0, 0xa4]), 'malformed_json'],
  ['an overlong NUL', Buffer.from([0xc0, 0x80]), 'malformed_json'],
  ['an encoded surrogate', Buffer.from([0xed, 0xa0, 0x80]), 'malformed_json'],
  ['an escaped lone surrogate', Buffer.from('\\ud800'), 'invalid_request'],
  ['an escaped NUL', Buffer.from('\\u0000'), 'invalid_request'],
  ['an escaped control character', Buffer.from('\\u001b[2J'), 'invalid_request'],
  ['a C1 control character', Buffer.from('\u009b2J'), 'invalid_request'],
])('a body with %s is rejected with 400', async (_what, bytes, code) => {
  const wire = wireClient(app.url, 1);
  const body = Buffer.concat([
    Buffer.from('{"email":"a@care.example","password":"x","deviceId":"'),
    bytes,
    Buffer.from('"}'),
  ]);
  const named = Buffer.concat([Buffer.from('{"phone":"7000100200","code":"1234'), bytes, Buffer.from('"}')]);
  for (const [target, sent] of [
    ['/v1/auth/login', body],
    ['/v1/auth/otp/verify', named],
  ] as const) {
    const reply = await wire.send({
      method: 'post',
      target,
      headers: { 'content-type': 'application/json' },
      body: sent,
    });
    expect([reply.status, JSON.parse(reply.body).code]).toEqual([400, code]);
  }
  wire.close();
});
