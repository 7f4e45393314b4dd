import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { codeSentTo, PASSWORD, type World } from '../support/worlds/world.ts';

/*
 * What happens to accounts, as the audit log records it and as their owners are notified by mail. The people are those
 * of `here`: the nurse has a second factor, the paramedic is locked out, the administrator changes passwords.
 */

const NEW = 'quiet harbour lantern seven';
const LOCKED = 'too many wrong attempts: locked for this network';
const RECOVERED = 'a recovery code was used';
const NURSE = 'nurse.1@test.example';
const PARAMEDIC = 'paramedic.1@test.example';
const ADMIN = 'hospital_admin.1@test.example';
const NOBODY = 'nobody.at.all@test.example';

let app: TestApp;
let world: World;

interface Row {
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly record_ids: readonly string[];
  readonly hospital_id: string | null;
  readonly outcome: string;
  readonly problem: string | null;
  readonly purpose: string | null;
}

/** Newest first. */
const entries = async (action: string): Promise<Row[]> => {
  await app.app.sealer.sealAll();
  return app.testDatabase.owner('audit_event').where({ action }).orderBy('position', 'desc');
};
const newest = async (action: string) => (await entries(action))[0];

/** The code of the problem, or the reply. */
async function post(path: string, body: object) {
  const reply = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (reply.headers.get('content-length') === '0' ? {} : await reply.json().catch(() => ({}))) as {
    code?: string;
    accessToken?: string;
    refreshToken?: string;
  };
}
const login = (email: string, password: string, proof: { code?: string; recoveryCode?: string } = {}) =>
  post('/v1/auth/login', { email, password, ...proof });

async function client(email: string, password: string): Promise<Kiwimesh> {
  const kiwi = new Kiwimesh({ baseUrl: app.url, store: memoryStore() });
  await kiwi.login({ email, password });
  return kiwi;
}

/** Mails that came, newest first. */
async function mailsTo(email: string): Promise<{ subject: string | null; body: string }[]> {
  const reply = await fetch(`${app.url}/dev/messages?to=${encodeURIComponent(email)}`);
  return ((await reply.json()) as { data: { subject: string | null; body: string }[] }).data;
}
const mailed = (email: string, subject: string, times = 1) =>
  eventually(`${times} mails to ${email}: ${subject}`, async () => {
    const found = (await mailsTo(email)).filter((mail) => mail.subject === subject);
    expect(found.length).toBeLessThanOrEqual(times);
    return found.length === times ? found : undefined;
  });

async function enrol(kiwi: Kiwimesh) {
  const { secret } = await kiwi.post('/v1/me/totp', {});
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  // Each step is valid once, and so is the one before and after: three codes without waiting.
  const code = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
  const { recoveryCodes } = await kiwi.post('/v1/me/totp/confirmation', { body: { code: code(-1) } });
  return { code, recoveryCodes };
}

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app?.stop());

describe('a second factor', () => {
  test('leaves an entry of every change to it, and its owner gets a mail', async () => {
    const { nurse, admin, id: hospitalId } = world.here.hospital;
    const own = { actor_kind: 'staff', actor_id: nurse.id, record_ids: [nurse.id], hospital_id: hospitalId };
    const stranger = {
      actor_kind: 'anonymous',
      actor_id: null,
      record_ids: [nurse.id],
      hospital_id: hospitalId,
    };
    const { code, recoveryCodes } = await enrol(nurse.kiwi);
    const [first = '', second = ''] = recoveryCodes;
    expect(await newest('beginTotp')).toMatchObject({ ...own, outcome: 'succeeded' });
    expect(await newest('confirmTotp')).toMatchObject({ ...own, outcome: 'succeeded' });
    await mailed(NURSE, 'A second factor was added to your Kiwimesh account');

    expect(await login(NURSE, PASSWORD)).toMatchObject({ code: 'second_factor_required' });
    expect(await newest('login')).toMatchObject({ ...stranger, problem: 'second_factor_required' });
    expect(await login(NURSE, PASSWORD, { code: '000000' })).toMatchObject({ code: 'second_factor_invalid' });
    expect(await newest('login')).toMatchObject({
      ...stranger,
      outcome: 'refused',
      problem: 'second_factor_invalid',
      purpose: null,
    });
    expect(await login(NURSE, PASSWORD, { recoveryCode: first })).toHaveProperty('accessToken');
    expect(await newest('login')).toMatchObject({
      actor_id: nurse.id,
      outcome: 'succeeded',
      purpose: RECOVERED,
    });
    await mailed(NURSE, 'A recovery code of your Kiwimesh account was used');

    await nurse.kiwi.post('/v1/me/recovery-codes', { body: { code: code(0) } });
    expect(await newest('renewRecoveryCodes')).toMatchObject({ ...own, outcome: 'succeeded', purpose: null });
    const spent = nurse.kiwi.post('/v1/me/totp/removal', { body: { recoveryCode: second } });
    await expect(spent).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await newest('removeTotp')).toMatchObject({
      ...own,
      outcome: 'refused',
      problem: 'unprocessable',
    });
    await nurse.kiwi.post('/v1/me/totp/removal', { body: { code: code(1) } });
    expect(await newest('removeTotp')).toMatchObject({ ...own, outcome: 'succeeded' });
    await mailed(NURSE, 'The second factor of your Kiwimesh account was removed');

    await enrol(nurse.kiwi);
    await admin.kiwi.post('/v1/staff/{staffId}/totp-reset', { path: { staffId: nurse.id } });
    expect(await newest('resetStaffTotp')).toMatchObject({
      actor_id: admin.id,
      // Beside the sessions that it ended.
      record_ids: expect.arrayContaining([nurse.id]),
      hospital_id: hospitalId,
      outcome: 'succeeded',
    });
    await mailed(NURSE, 'The second factor of your Kiwimesh account was removed', 2);
  });
});

describe('a lockout', () => {
  const locksOut = async () => {
    for (;;) {
      const { code } = await login(PARAMEDIC, 'not the password');
      if (code === 'sign_in_locked') return;
      expect(code).toBe('invalid_credentials');
    }
  };

  test('is recorded with the attempt that caused it, and so is the unlocking', async () => {
    const { paramedic, admin, id: hospitalId } = world.here.hospital;
    await locksOut();
    const [last, ...earlier] = (await entries('login')).filter(({ record_ids }) =>
      record_ids.includes(paramedic.id),
    );
    const wrong = {
      actor_id: null,
      hospital_id: hospitalId,
      outcome: 'refused',
      problem: 'invalid_credentials',
    };
    expect(last).toMatchObject({ ...wrong, purpose: LOCKED });
    expect(earlier[0]).toMatchObject({ ...wrong, purpose: null });
    await admin.kiwi.post('/v1/staff/{staffId}/unlock', { path: { staffId: paramedic.id } });
    expect(await newest('unlockStaff')).toMatchObject({
      actor_id: admin.id,
      record_ids: [paramedic.id],
      hospital_id: hospitalId,
      outcome: 'succeeded',
    });
    expect(await login(PARAMEDIC, PASSWORD)).toHaveProperty('accessToken');
  });

  test('ends with a reset of the password, which is recorded and mailed', async () => {
    const { paramedic } = world.here.hospital;
    await locksOut();
    await post('/v1/auth/password-resets', { email: PARAMEDIC });
    const [mail] = await mailed(PARAMEDIC, 'Reset your Kiwimesh password');
    expect(await newest('requestPasswordReset')).toMatchObject({
      actor_kind: 'anonymous',
      record_ids: [paramedic.id],
      outcome: 'succeeded',
    });
    const token = /#password-reset=([\w-]{43})$/m.exec(mail?.body ?? '')?.[1];
    expect(await login(PARAMEDIC, PASSWORD)).toMatchObject({ code: 'sign_in_locked' });
    await post('/v1/auth/password-resets/confirmation', { token, password: NEW });
    expect(await newest('confirmPasswordReset')).toMatchObject({
      actor_kind: 'anonymous',
      record_ids: expect.arrayContaining([paramedic.id]),
      hospital_id: world.here.hospital.id,
      outcome: 'succeeded',
    });
    expect(await login(PARAMEDIC, NEW)).toHaveProperty('accessToken');
    await app.settled();
    await mailed(PARAMEDIC, 'Your Kiwimesh password was changed');
  });
});

test('a change of password is recorded and mailed to its owner, by any route', async () => {
  const { admin, paramedic } = world.here.hospital;
  const change = (currentPassword: string) =>
    admin.kiwi.put('/v1/me/password', { body: { currentPassword, newPassword: NEW } });
  const own = { actor_id: admin.id, record_ids: [admin.id] };
  await expect(change('not the password')).rejects.toMatchObject({ code: 'unprocessable' });
  expect(await newest('changeMyPassword')).toMatchObject({
    ...own,
    outcome: 'refused',
    problem: 'unprocessable',
  });
  await change(PASSWORD);
  expect(await newest('changeMyPassword')).toMatchObject({ ...own, outcome: 'succeeded' });
  await mailed(ADMIN, 'Your Kiwimesh password was changed');
  const before = (await mailsTo(PARAMEDIC)).length;
  const path = { staffId: paramedic.id };
  await expect(
    admin.kiwi.patch('/v1/staff/{staffId}', { path, body: { password: `${NEW} again` } }),
  ).rejects.toMatchObject({ code: 'owner_required' });
  expect(await newest('updateStaff')).toMatchObject({
    actor_id: admin.id,
    record_ids: [paramedic.id],
    problem: 'owner_required',
  });
  await app.settled();
  expect(await mailsTo(PARAMEDIC)).toHaveLength(before);
});

test('every end of a session names it, and who ended it', async () => {
  const { nurse, admin } = world.here.hospital;
  const kiwi = await client(NURSE, PASSWORD);
  const sessions = async () => (await kiwi.get('/v1/auth/sessions')).data;
  const current = (await sessions()).find((one) => one.current)?.id ?? '';
  const other = (await login(NURSE, PASSWORD)) as { refreshToken: string };
  const otherId = (await sessions()).find((one) => one.id !== current)?.id ?? '';
  await kiwi.delete('/v1/auth/sessions/{sessionId}', { path: { sessionId: otherId } });
  expect(await newest('endSession')).toMatchObject({ actor_id: nurse.id, record_ids: [otherId] });
  expect(await post('/v1/auth/refresh', { refreshToken: other.refreshToken })).toMatchObject({
    code: 'unauthenticated',
  });
  await kiwi.delete('/v1/auth/sessions');
  expect(await newest('endOtherSessions')).toMatchObject({ actor_id: nurse.id, record_ids: [nurse.id] });
  await kiwi.logout();
  // It was the last one: the person is signed out everywhere, which is an event of their own.
  expect(await newest('logout')).toMatchObject({ actor_id: nurse.id, record_ids: [current, nurse.id] });

  const last = await client(NURSE, PASSWORD);
  const [ended] = (await last.get('/v1/auth/sessions')).data;
  await admin.kiwi.delete('/v1/staff/{staffId}/sessions', { path: { staffId: nurse.id } });
  expect(await newest('endStaffSessions')).toMatchObject({
    actor_id: admin.id,
    record_ids: expect.arrayContaining([nurse.id, ended?.id]),
  });
});

test('a spent refresh token ends its session, whose entry names both', async () => {
  const { nurse } = world.here.hospital;
  const { refreshToken } = await login(NURSE, PASSWORD);
  await post('/v1/auth/refresh', { refreshToken });
  const { id } = await app.testDatabase
    .owner('session')
    .where({ staff_id: nurse.id })
    .orderBy('id', 'desc')
    .first();
  await app.testDatabase
    .owner('session')
    .where({ id })
    .update({ rotated_at: new Date(Date.now() - 3_600_000) });
  expect(await post('/v1/auth/refresh', { refreshToken })).toMatchObject({ code: 'unauthenticated' });
  expect(await newest('refreshSession')).toMatchObject({
    actor_kind: 'anonymous',
    record_ids: expect.arrayContaining([nurse.id, id]),
    outcome: 'refused',
    problem: 'unauthenticated',
  });
});

test('a wrong one-time code names its owner', async () => {
  const [resident] = world.here.community.residents;
  const { phone } = await (resident as { kiwi: Kiwimesh }).kiwi
    .get('/v1/me/export')
    .then(({ profile }) => profile);
  await post('/v1/auth/otp/request', { phone });
  const right = await codeSentTo(app.url, phone ?? '');
  const wrong = right === '000000' ? '000001' : '000000';
  expect(await post('/v1/auth/otp/verify', { phone, code: wrong })).toMatchObject({
    code: 'invalid_credentials',
  });
  expect(await newest('verifyOtp')).toMatchObject({
    actor_kind: 'anonymous',
    record_ids: [resident?.id],
    outcome: 'refused',
    problem: 'invalid_credentials',
  });
});

test('keys that are rotated and settings that are changed are recorded', async () => {
  const hospitalId = world.here.hospital.id;
  const key = await world.superAdmin.post('/v1/api-keys', {
    body: { name: 'Lab', kind: 'secret', hospitalId, scopes: ['bookings:read'] },
  });
  const path = { apiKeyId: key.id };
  await world.superAdmin.post('/v1/api-keys/{apiKeyId}/rotation', { path, body: { overlapSeconds: 60 } });
  const by = { actor_kind: 'staff', outcome: 'succeeded', actor_id: expect.any(String) };
  expect(await newest('rotateApiKey')).toMatchObject({
    ...by,
    record_ids: [key.id],
    hospital_id: world.here.hospital.id,
  });
  await world.superAdmin.put('/v1/system/settings', { body: { audit: { retentionDays: 400 } } });
  expect(await newest('putSettings')).toMatchObject({ ...by, record_ids: ['platform'] });
});

test('what is typed to sign in is in no entry', async () => {
  expect(await login(NOBODY, 'a password that is typed')).toMatchObject({ code: 'invalid_credentials' });
  expect(await newest('login')).toMatchObject({ record_ids: [], actor_id: null, outcome: 'refused' });
  await post('/v1/auth/password-resets', { email: NOBODY });
  await app.app.sealer.sealAll();
  const { rows } = await app.testDatabase.owner.raw('select row_to_json(e)::text as row from audit_event e');
  const all = (rows as { row: string }[]).map(({ row }) => row).join('\n');
  for (const typed of ['@test.example', 'password that', NEW, PASSWORD]) expect(all).not.toContain(typed);
});
