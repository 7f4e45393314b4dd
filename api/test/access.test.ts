/**
 * Whoever the contract lets in, the service lets in: the example of each operation, sent by every role and key that its
 * `x-access` names, about things of their own, is taken. That nobody else gets in is shown by contract-fuzz.test.ts.
 */

import type { Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.ts';
import { all, type Ids, type Located, plain } from './contract-mutations.ts';
import { wireClient } from './wire-client.ts';
import { codeSentTo, makeWorld, PASSWORD } from './world.ts';

const RESIDENT_PHONE = '+919800000004';
const PAGE = 'https://page.example';

/** Who may do it is finer than the operation; the reason says what decides. */
const FINER: Readonly<Record<string, string>> = {
  transitionBooking: 'each move has its permission in the policy: features/booking/access.test.ts',
  importRows: 'each kind has its importers: features/organisations',
};

/** Bodies in place of the contract's example, where that is refused for another reason before anybody asks who sends it. */
const BODIES: Readonly<Record<string, (nth: number) => object>> = {
  createBooking: () => ({ serviceType: 'ambulance', residentId: ids.residentId }),
  createApiKey: () => ({
    name: 'Another',
    kind: 'secret',
    hospitalId: ids.hospitalId,
    scopes: ['bookings:read'],
  }),
  putHospitalService: () => ({ enabled: true, capacity: null, hours: null }),
  createStaff: (nth) => ({
    role: 'nurse',
    name: 'Meera Nair',
    email: `meera.${nth}@test.example`,
    hospitalId: ids.hospitalId,
  }),
  createResident: (nth) => ({
    communityId: ids.communityId,
    name: 'Asha Rao',
    phone: `+9198000001${String(nth).padStart(2, '0')}`,
  }),
};

/**
 * Refusals that are no question of access: somebody else's booking, offer or staff, a field that others have, and a
 * caller who reaches the whole platform and must say which hospital.
 */
const ANYWAY: Readonly<Record<string, readonly string[]>> = {
  listAvailability: ['invalid_request'],
  getStaff: ['not_found'],
  updateMe: ['unprocessable'],
  reportBookingPosition: ['not_assignee'],
  respondToOffer: ['not_found'],
  retryDeadLetter: ['not_found'],
};

let app: TestApp;
let wire: ReturnType<typeof wireClient>;
let ids: Ids;
const callers = new Map<string, Record<string, string>>();

async function post<T>(target: string, content: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const reply = await wire.send({ method: 'post', target, headers, body: JSON.stringify(content) });
  expect([target, reply.status < 300]).toEqual([target, true]);
  return JSON.parse(reply.body) as T;
}

async function signIn(role: string): Promise<Record<string, string>> {
  const bearer = ({ accessToken }: Schema<'TokenReply'>) => ({ authorization: `Bearer ${accessToken}` });
  if (role === 'resident') {
    await post('/v1/auth/otp/request', { phone: RESIDENT_PHONE });
    const code = await codeSentTo(app.url, RESIDENT_PHONE);
    return bearer(await post('/v1/auth/otp/verify', { phone: RESIDENT_PHONE, code }));
  }
  if (role === 'super_admin') return bearer(await post('/v1/auth/login', app.superAdmin));
  const name = role === 'community_manager' ? 'manager' : role;
  return bearer(await post('/v1/auth/login', { email: `${name}.1@test.example`, password: PASSWORD }));
}

beforeAll(async () => {
  app = await startTestApp();
  wire = wireClient(app.url);
  const { superAdmin, here } = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 0 });
  const hospitalId = here.hospital.id;
  const { id: residentId } = await superAdmin.post('/v1/residents', {
    body: { communityId: here.community.id, name: 'Arjun Rao', phone: RESIDENT_PHONE },
  });
  const booking = await superAdmin.post('/v1/bookings', {
    body: { serviceType: 'ambulance', residentId, hospitalId },
  });
  const secret = (scopes: Schema<'Scope'>[]) =>
    superAdmin.post('/v1/api-keys', { body: { name: 'Partner', kind: 'secret', hospitalId, scopes } });
  const { id: apiKeyId } = await secret(['bookings:read']);
  const scopes = new Set(all.flatMap(({ operation }) => operation['x-access']?.scopes ?? []));
  for (const scope of scopes) {
    const key = await secret([scope as Schema<'Scope'>]);
    callers.set(scope, { 'x-api-key': key.secret ?? '' });
  }
  const page = await superAdmin.post('/v1/api-keys', {
    body: { name: 'Page', kind: 'publishable', hospitalId, allowedOrigins: [PAGE] },
  });
  callers.set('publishable', { 'x-publishable-key': page.key ?? '', origin: PAGE });
  ids = {
    hospitalId,
    communityId: here.community.id,
    staffId: here.hospital.paramedic.id,
    assigneeId: here.hospital.paramedic.id,
    residentId,
    bookingId: booking.id,
    apiKeyId,
    serviceType: 'home_nursing',
    kind: 'residents',
    id: 'event_0193a5f0-7c1e-7000-8000-000000000010',
    from: '2026-11-24T00:00:00Z',
    to: '2026-11-25T00:00:00Z',
  };
});

afterAll(async () => {
  wire?.close();
  await app?.stop();
});

/** The names of those an operation lets in. */
function invited({ operation }: Located): string[] {
  const { roles = [], scopes = [], keys = [] } = operation['x-access'] ?? {};
  expect(scopes.length).toBeLessThanOrEqual(1);
  return [...roles, ...scopes, ...keys];
}

async function credential(who: string, where: string): Promise<Record<string, string>> {
  const known = callers.get(who);
  if (known !== undefined && where !== 'logout') return known;
  const fresh = await signIn(who);
  if (where !== 'logout') callers.set(who, fresh);
  return fresh;
}

describe('whoever the contract lets in, the service lets in', () => {
  const closed = all.filter(({ operation }) => operation['x-access']?.public !== true);
  // What is set is read after that; what is unlinked is missed by everything after it.
  const ORDER = ['put', 'get', 'post', 'patch', 'delete'];
  const turn = ({ method }: Located) => ORDER.indexOf(method);
  const table = closed
    .filter(({ where }) => !(where in FINER))
    .sort((a, b) => turn(a) - turn(b))
    .map((located) => [located.where, located] as const);

  test.each(table)('%s', async (_name, located) => {
    const request = plain(located, ids);
    const refused: string[] = [];
    for (const [nth, who] of invited(located).entries()) {
      const made = BODIES[located.where]?.(nth);
      const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
      const headers = { ...request.headers, ...(await credential(who, located.where)) };
      const { status, body } = await wire.send({
        method: located.method,
        target,
        headers,
        body: made === undefined ? request.body : JSON.stringify(made),
      });
      const { code } = (body === '' ? {} : JSON.parse(body)) as { code?: string };
      if (status >= 400 && !ANYWAY[located.where]?.includes(code ?? ''))
        refused.push(`${who}: ${status} ${code}`);
    }
    expect(refused).toEqual([]);
  });

  test('what is finer than an operation is an operation', () => {
    expect(Object.keys(FINER).filter((id) => !closed.some(({ where }) => where === id))).toEqual([]);
  });
});
