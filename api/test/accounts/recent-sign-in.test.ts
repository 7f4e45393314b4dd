import document from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../src/kernel/http/contract/document.ts';
import { needsRecentSignIn } from '../../src/kernel/http/contract/extensions/recent-sign-in.ts';
import type { ContractDocument } from '../../src/kernel/http/contract/openapi.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { codeSentTo, PASSWORD, signIn, signInByCode } from '../support/worlds/world.ts';

const ID = '0193a5f0-7c1e-7000-8000-00000000dead';
const admins = { role: 'super_admin', name: 'Another', email: 'another@test.example' };

/** Each operation that the contract marks, with a body that requires a recent sign-in. */
const REQUESTS: Readonly<Record<string, { readonly body?: object; readonly by?: 'resident' }>> = {
  approveAddressChange: {},
  beginMyAddressChange: { body: { email: 'mine@test.example' } },
  beginTotp: {},
  createApiKey: { body: { kind: 'secret', name: 'Key', hospitalId: ID, scopes: ['bookings:read'] } },
  createStaff: { body: admins },
  importRows: { body: { rows: [{ ...admins, role: 'Super Admin' }] } },
  putSettings: { body: { secondFactor: { requiredRoles: [] } } },
  removeMyEmail: { by: 'resident' },
  resetStaffTotp: {},
  rotateApiKey: { body: { overlapSeconds: 0 } },
  unlockStaff: {},
  updateStaff: { body: { role: 'hospital_admin' } },
};

const marked = readOperations(document as unknown as ContractDocument).filter(
  ({ recentSignIn }) => recentSignIn !== null,
);

let app: TestApp;
let stale: { readonly staff: Record<string, string>; readonly resident: Record<string, string> };
let ids: { readonly staff: string };

beforeAll(async () => {
  app = await startTestApp();
  const root = await signIn(app.url, app.superAdmin);
  const site = { timezone: 'Asia/Kolkata' };
  const hospital = await root.post('/v1/hospitals', { body: { name: 'Kaveri', ...site } });
  const community = await root.post('/v1/communities', { body: { name: 'Green Meadows', ...site } });
  const nurse = { role: 'nurse', name: 'N', email: 'n@test.example', hospitalId: hospital.id } as const;
  ids = { staff: (await root.post('/v1/staff', { body: { ...nurse, password: PASSWORD } })).id };
  const phone = '+919700000501';
  await root.post('/v1/residents', { body: { communityId: community.id, name: 'Asha', phone } });
  await signInByCode(app.url, phone);
  stale = { staff: await staleSession('staff_id'), resident: await staleSession('resident_id') };
});
afterAll(() => app.stop());

/** Headers of a session that is too old to count as recent. */
async function staleSession(owner: 'staff_id' | 'resident_id'): Promise<Record<string, string>> {
  const login =
    owner === 'staff_id'
      ? await send('POST', '/v1/auth/login', app.superAdmin)
      : await otpLogin('+919700000501');
  const { accessToken } = (await login.json()) as { accessToken: string };
  await app.testDatabase
    .owner('session')
    .whereNotNull(owner)
    .update({ created_at: new Date(Date.now() - 16 * 60_000) });
  return { authorization: `Bearer ${accessToken}` };
}

async function otpLogin(phone: string): Promise<Response> {
  await app.testDatabase.owner('otp_challenge').update({ created_at: new Date(Date.now() - 120_000) });
  const asked = await send('POST', '/v1/auth/otp/request', { phone });
  expect(asked.status).toBe(202);
  return send('POST', '/v1/auth/otp/verify', { phone, code: await codeSentTo(app.url, phone) });
}

function send(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const pathOf = (template: string) =>
  template
    .replace('{staffId}', ids.staff)
    .replace('{kind}', 'staff')
    .replaceAll(/\{\w+\}/g, ID);
const codeOf = async (reply: Response) =>
  ((await reply.json().catch(() => ({}))) as { code?: string }).code ?? reply.status;

describe('an operation that requires a recent sign-in', () => {
  it('has a request in the table of this test', () => {
    expect(marked.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(REQUESTS).sort());
  });

  it.each(marked.map((operation) => [operation.operationId, operation] as const))(
    '%s rejects a session of 16 minutes ago, and changes nothing',
    async (operationId, { method, path, recentSignIn }) => {
      const { body, by = 'staff' } = REQUESTS[operationId] ?? {};
      if (recentSignIn !== null) expect(needsRecentSignIn(recentSignIn, body)).toBe(true);
      const reply = await send(method.toUpperCase(), pathOf(path), body, stale[by]);
      expect([reply.status, await codeOf(reply)]).toEqual([403, 'reauthentication_required']);
    },
  );

  it.each([
    ['createStaff', { role: 'nurse' }],
    ['updateStaff', { active: false }],
    ['updateStaff', { duties: ['dispatch'] }],
    ['importRows', { rows: [{ role: 'nurse', name: 'super_admin' }] }],
  ])('%s with %j does not', (operationId, body) => {
    const rule = marked.find((one) => one.operationId === operationId)?.recentSignIn;
    expect(rule && needsRecentSignIn(rule, body)).toBe(false);
  });

  it('succeeds after the owner confirms their password, and counts failures', async () => {
    const again = (body: object) => send('POST', '/v1/me/reauthentication', body, stale.staff);
    const add = () => send('POST', '/v1/staff', admins, stale.staff);
    const wrong = await again({ password: 'not the password' });
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'unprocessable']);
    expect(await codeOf(await add())).toBe('reauthentication_required');
    expect((await again({ password: app.superAdmin.password })).status).toBe(204);
    expect((await add()).status).toBe(201);
    for (let guess = 0; guess < 5; guess += 1) await again({ password: `guess number ${guess}` });
    expect(await codeOf(await again({ password: app.superAdmin.password }))).toBe('sign_in_locked');
  });
});
