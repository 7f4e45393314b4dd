import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import {
  call,
  type IdentityFeature,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
  SECRETS,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS, type StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { tidy } from '../retention/housekeeping.ts';
import type { Tokens } from './service.ts';

let world: IdentityHarness;
let nurseId: string;
const EMAIL = 'nurse@test.example';
const ROOT = 'root@test.example';

beforeAll(async () => {
  world = await identityHarness();
  const { operations } = world.organisations;
  const hospital = await operations.createHospital(call(world.superAdmin, { body: { name: 'City' } }));
  const nurse = await operations.createStaff(
    call(world.superAdmin, {
      body: { role: 'nurse', name: 'N', email: EMAIL, password: PASSWORD, hospitalId: hospital.body.id },
    }),
  );
  nurseId = nurse.body.id;
  await world.settle();
});
afterAll(() => world.close());

const signIn = async (password = PASSWORD, email = EMAIL): Promise<Tokens> =>
  (await world.identity.operations.login(call(ANONYMOUS, { body: { email, password } }))).body;
const refresh = async (refreshToken: string): Promise<Tokens> =>
  (await world.identity.operations.refreshSession(call(ANONYMOUS, { body: { refreshToken } }))).body;
const verify = (token: string) => world.identity.authenticator.verify({ kind: 'bearer', token });
const principal = async (tokens: Tokens) => (await verify(tokens.accessToken)) as StaffPrincipal;
const refused = { code: 'unauthenticated', status: 401 };

describe('sign-in by password', () => {
  it('issues tokens that identify the person', async () => {
    const tokens = await signIn();
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 600 });
    expect(await verify(tokens.accessToken)).toMatchObject({
      kind: 'staff',
      id: nurseId,
      role: 'nurse',
      communityId: null,
      hospitalId: expect.any(String),
      sessionId: expect.any(String),
    });
  });

  it('ignores the case of the email but not of the password', async () => {
    await expect(signIn(PASSWORD, EMAIL.toUpperCase())).resolves.toBeDefined();
    await expect(signIn(`${PASSWORD} `)).rejects.toMatchObject({ code: 'invalid_credentials', status: 401 });
  });

  it('stores neither the password nor the tokens in plain text', async () => {
    const tokens = await signIn();
    const dump = JSON.stringify([
      await world.db.owner('session').select(),
      await world.db.owner('staff_credential').select(),
    ]);
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [PASSWORD, tokens.accessToken, tokens.refreshToken])
      expect(dump).not.toContain(secret);
  });
});

describe('refresh', () => {
  it('replaces the token at each use', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    expect(new Set([first, second, third].map((tokens) => tokens.refreshToken)).size).toBe(3);
    expect((await principal(third)).sessionId).toBe((await principal(first)).sessionId);
  });

  it('returns the same successor to a repeat within the grace period', async () => {
    const first = await signIn();
    const successor = await refresh(first.refreshToken);
    const again = await refresh(first.refreshToken);
    expect(again.refreshToken).toBe(successor.refreshToken);
    await expect(verify(again.accessToken)).resolves.toBeDefined();
  });

  it('creates one successor for concurrent refreshes on several processes', async () => {
    const first = await signIn();
    const others = [await world.another(), await world.another(), await world.another()];
    const all = await Promise.all(
      Array.from({ length: sized({ small: 80, full: 500 }) }, async (_, index) => {
        const feature = [world.identity, ...others][index % 4] as IdentityFeature;
        const body = { refreshToken: first.refreshToken };
        return (await feature.operations.refreshSession(call(ANONYMOUS, { body }))).body;
      }),
    );
    expect(new Set(all.map((tokens) => tokens.refreshToken)).size).toBe(1);
    await expect(refresh((all[0] as Tokens).refreshToken)).resolves.toBeDefined();
  });

  it('ends the session when a used token returns after the grace period', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    world.advance(10_001);
    await expect(refresh(first.refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(second.refreshToken)).rejects.toMatchObject(refused);
    await expect(verify(second.accessToken)).rejects.toMatchObject(refused);
  });

  it('ends the session at once for a token two generations old', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    await expect(refresh(first.refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(third.refreshToken)).rejects.toMatchObject(refused);
  });

  it('ignores invented tokens that contain the id of a session', async () => {
    const tokens = await signIn();
    const bytes = Buffer.from(tokens.refreshToken.slice(3), 'base64url');
    for (const position of [20, 51]) {
      const forged = Buffer.from(bytes);
      forged.writeUInt8(forged.readUInt8(position) ^ 1, position);
      await expect(refresh(`rt_${forged.toString('base64url')}`)).rejects.toMatchObject(refused);
    }
    for (const nonsense of ['rt_', 'x', `rt_${'A'.repeat(70)}`, tokens.accessToken]) {
      await expect(refresh(nonsense)).rejects.toMatchObject(refused);
    }
    await expect(refresh(tokens.refreshToken)).resolves.toBeDefined();
  });

  it('fails after the session has expired, after 14 days', async () => {
    const tokens = await signIn();
    world.advance(14 * 86_400_000 + 1_000);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
  });
});

describe('access tokens', () => {
  it('expire after ten minutes, whether cached or not', async () => {
    const [seen, unseen] = [await signIn(), await signIn()];
    await verify(seen.accessToken);
    world.advance(601_000);
    await expect(verify(seen.accessToken)).rejects.toMatchObject(refused);
    await expect(verify(unseen.accessToken)).rejects.toMatchObject(refused);
  });

  it('are rejected when altered, unsigned or of another type', async () => {
    const { accessToken } = await signIn();
    const [header, payload, signature] = accessToken.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const raised = Buffer.from(JSON.stringify({ ...claims, role: 'super_admin' })).toString('base64url');
    for (const token of [
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${raised}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}`,
      'not a token',
    ]) {
      await expect(verify(token)).rejects.toMatchObject(refused);
    }
  });
});

describe('ending a session', () => {
  it('signs the person out on every process within a second', async () => {
    const tokens = await signIn();
    const elsewhere = await world.another();
    const there = () => elsewhere.authenticator.verify({ kind: 'bearer', token: tokens.accessToken });
    await expect(there()).resolves.toBeDefined();
    await world.identity.operations.logout(call(await principal(tokens)));
    await expect(verify(tokens.accessToken)).rejects.toMatchObject(refused);
    const noticed = () =>
      there().then(
        () => false,
        () => true,
      );
    await eventually('the other process refuses', noticed, 1_000);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
    const late = await world.another();
    await expect(
      late.authenticator.verify({ kind: 'bearer', token: tokens.accessToken }),
    ).rejects.toMatchObject(refused);
  });

  it('checks the database while notifications are interrupted, then resumes', async () => {
    const tokens = await signIn();
    const elsewhere = await world.another();
    const there = () => elsewhere.authenticator.verify({ kind: 'bearer', token: tokens.accessToken });
    await expect(there()).resolves.toBeDefined();
    await world.db.owner.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kiwimesh signals' and datname = current_database()`,
    );
    await world.identity.operations.logout(call(await principal(tokens)));
    // The process notices the lost connection a moment later.
    const refusedThere = () =>
      there().then(
        () => false,
        () => true,
      );
    await eventually('it refuses', refusedThere, 1_000);
    await eventually('it listens again', async () => {
      const { rows } = await world.db.owner.raw(
        `select 1 from pg_stat_activity where application_name = 'kiwimesh signals' and datname = current_database()`,
      );
      return rows.length >= 4;
    });
    await expect(there()).rejects.toMatchObject(refused);
  });

  it('lists only the sessions of the caller', async () => {
    const tokens = await signIn();
    const page = await world.identity.operations.listSessions(
      call(await principal(tokens), { query: { limit: 2 } }),
    );
    expect(page.body.data).toHaveLength(2);
    expect(page.body.data[0]).toMatchObject({ current: true });
    expect(page.body.nextCursor).not.toBeNull();
    const foreign = await world.identity.operations.listSessions(call(world.superAdmin));
    expect(foreign.body.data).toEqual([]);
  });

  it('happens on deactivation, and sign-in fails until reactivation', async () => {
    const tokens = await signIn();
    const patch = (active: boolean) =>
      world.organisations.operations.updateStaff(
        call(world.superAdmin, { params: { staffId: nurseId }, body: { active } }),
      );
    await patch(false);
    await expect(signIn()).rejects.toMatchObject({ code: 'invalid_credentials' });
    await world.settle();
    await expect(verify(tokens.accessToken)).rejects.toMatchObject(refused);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
    await patch(true);
    await expect(signIn()).resolves.toBeDefined();
  });

  it('happens on a change of role and on a new password', async () => {
    const patch = (body: object) =>
      world.organisations.operations.updateStaff(
        call(world.superAdmin, { params: { staffId: nurseId }, body }),
      );
    const before = await signIn();
    await patch({ role: 'paramedic' });
    await world.settle();
    await expect(verify(before.accessToken)).rejects.toMatchObject(refused);
    const after = await signIn();
    expect(await verify(after.accessToken)).toMatchObject({ role: 'paramedic' });
    const password = { currentPassword: PASSWORD, newPassword: 'another good long one' };
    const elsewhere = await signIn();
    await world.identity.operations.changeMyPassword(
      call(await verify(elsewhere.accessToken), { body: password }),
    );
    await world.settle();
    await expect(verify(after.accessToken)).rejects.toMatchObject(refused);
    await expect(signIn()).rejects.toMatchObject({ code: 'invalid_credentials' });
    await expect(signIn('another good long one')).resolves.toBeDefined();
  });
});

it('a change of the secret signs no one out', async () => {
  const tokens = await signIn(PASSWORD, ROOT);
  const next = 'another secret of at least thirty-two characters';
  const changed = await world.another([next, ...SECRETS]);
  await expect(
    changed.authenticator.verify({ kind: 'bearer', token: tokens.accessToken }),
  ).resolves.toBeDefined();
  const trade = (feature: IdentityFeature, refreshToken: string) =>
    feature.operations.refreshSession(call(ANONYMOUS, { body: { refreshToken } }));
  const traded = await trade(changed, tokens.refreshToken);
  const repeated = await trade(changed, tokens.refreshToken);
  expect(repeated.body.refreshToken).toBe(traded.body.refreshToken);
  const strange = await world.another([next]);
  for (const token of [traded.body.accessToken]) {
    await expect(strange.authenticator.verify({ kind: 'bearer', token })).resolves.toBeDefined();
    await expect(world.identity.authenticator.verify({ kind: 'bearer', token })).rejects.toMatchObject(
      refused,
    );
  }
  await expect(
    strange.authenticator.verify({ kind: 'bearer', token: tokens.accessToken }),
  ).rejects.toMatchObject(refused);
});

it('housekeeping deletes rows that sign-in no longer needs', async () => {
  const tokens = await signIn(PASSWORD, ROOT);
  await world.identity.operations.requestOtp(call(ANONYMOUS, { body: { phone: '+919812345678' } }));
  await world.settle();
  await tidy(world.db.database);
  const { sessionId } = await principal(tokens);
  const kept = async () => ({
    session: (await world.db.owner('session').where('id', sessionId)).length,
    challenges: (await world.db.owner('otp_challenge')).length,
  });
  expect(await kept()).toEqual({ session: 1, challenges: 1 });
  world.advance(46 * 86_400_000);
  await tidy(world.db.database);
  expect(await kept()).toEqual({ session: 0, challenges: 0 });
});

it('ensureSuperAdmin creates the first super admin once', async () => {
  const make = (password: string) =>
    world.identity.ensureSuperAdmin({ email: 'Root2@test.example', password });
  expect((await make('first-rain-on-dust')).created).toBe(true);
  expect((await make('second-rain-on-dust')).created).toBe(false);
  await expect(signIn('first-rain-on-dust', 'root2@test.example')).resolves.toBeDefined();
  await expect(
    world.identity.ensureSuperAdmin({ email: EMAIL, password: 'whatever-comes-next' }),
  ).rejects.toMatchObject({
    code: 'already_exists',
  });
});
