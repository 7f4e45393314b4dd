import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { Keyring } from '../sessions/keyring.ts';
import { newSecret, stepOf } from './totp.ts';

const ANONYMOUS = { kind: 'anonymous' } as const;
const STEP = 30_000;

let world: IdentityHarness;
let hospitalId: string;
let offset = 0;
let made = 0;

beforeAll(async () => {
  world = await identityHarness();
  const body = { name: 'H', timezone: 'UTC' };
  hospitalId = (await world.organisations.operations.createHospital(call(world.superAdmin, { body }))).body
    .id;
});
afterAll(() => world.close());

function advance(milliseconds: number): void {
  offset += milliseconds;
  world.advance(milliseconds);
}

interface Person {
  readonly id: string;
  readonly email: string;
  /** A session opened by password before the second factor was enabled. */
  readonly principal: StaffPrincipal;
}

async function person(role: 'nurse' | 'hospital_admin' = 'nurse'): Promise<Person> {
  made += 1;
  const email = `${role}.${made}@factor.example`;
  const body = { role, name: 'N', email, password: PASSWORD, hospitalId };
  const { body: staff } = await world.organisations.operations.createStaff(call(world.superAdmin, { body }));
  const { accessToken } = await login(email);
  const principal = (await verify(accessToken, 'enrolment')) as StaffPrincipal;
  return { id: staff.id, email, principal };
}

const login = async (
  email: string,
  proof: { code?: string; recoveryCode?: string } = {},
  password = PASSWORD,
) =>
  (
    await world.identity.operations.login(
      call(ANONYMOUS, { body: { email, password, ...proof }, ip: '203.0.113.9' }),
    )
  ).body;
const verify = (token: string, purpose?: 'enrolment') =>
  world.identity.authenticator.verify({ kind: 'bearer', token }, purpose);
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  );

/** An authenticator app with the secret. */
function app(secret: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return (steps = 0) => totp.generate({ timestamp: Date.now() + offset + steps * STEP });
}

async function enrol({ principal }: Person) {
  const { operations } = world.identity;
  const { body } = await operations.beginTotp(call(principal));
  const code = app(body.secret);
  const confirmed = await operations.confirmTotp(call(principal, { body: { code: code() } }));
  // The code that confirmed the app is used up.
  advance(STEP);
  return { code, recoveryCodes: confirmed.body.recoveryCodes, enrolment: body };
}

describe('TOTP', () => {
  it('computes the codes of RFC 6238, appendix B, with six digits', () => {
    const secret = Buffer.from('12345678901234567890');
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [2_000_000_000, '279037'],
    ] as const) {
      expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
      expect(stepOf(newSecret(), code, new Date(seconds * 1000))).toBeNull();
    }
  });

  it('is required at sign-in once it has been confirmed', async () => {
    const one = await person();
    const { operations } = world.identity;
    const begun = (await operations.beginTotp(call(one.principal))).body;
    expect(begun.uri).toContain('otpauth://totp/Kiwimesh:');
    expect(await codeOf(login(one.email))).toBe('done');
    const confirm = (code: string) => operations.confirmTotp(call(one.principal, { body: { code } }));
    const code = app(begun.secret);
    expect(await codeOf(confirm(code(5)))).toBe('unprocessable');
    const other = (await verify((await login(one.email)).accessToken)) as StaffPrincipal;
    const { recoveryCodes } = (await confirm(code())).body;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(recoveryCodes[0]).toMatch(/^([0-9a-z]{4}-){5}[0-9a-z]{4}$/);
    expect(await codeOf(confirm(code()))).toBe('unprocessable');
    expect(await codeOf(operations.beginTotp(call(one.principal)))).toBe('already_exists');
    // Sessions opened without it have ended, except the one that enrolled.
    const { rows } = await world.db.owner.raw(
      'select id from session where staff_id = ? and revoked_at is null',
      [one.id],
    );
    expect(rows).toEqual([{ id: one.principal.sessionId }]);
    expect(other.sessionId).not.toBe(one.principal.sessionId);

    advance(STEP);
    expect(await codeOf(login(one.email))).toBe('second_factor_required');
    expect(await codeOf(login(one.email, { code: code() }, 'not the password'))).toBe('invalid_credentials');
    expect(await codeOf(login(one.email, { code: code() }))).toBe('done');
  });

  it('accepts adjacent time steps, and each code once under concurrency', async () => {
    const one = await person();
    const { code } = await enrol(one);
    advance(10 * STEP);
    expect(await codeOf(login(one.email, { code: code(-2) }))).toBe('second_factor_invalid');
    expect(await codeOf(login(one.email, { code: code(-1) }))).toBe('done');
    expect(await codeOf(login(one.email, { code: code(-1) }))).toBe('second_factor_invalid');
    const rush = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(login(one.email, { code: code(1) }))),
    );
    expect(rush.filter((answer) => answer === 'done')).toHaveLength(1);
    // Codes of earlier time steps are invalid as well.
    expect(await codeOf(login(one.email, { code: code() }))).toBe('second_factor_invalid');
  });

  it('locks after too many wrong codes, as after wrong passwords', async () => {
    const one = await person('hospital_admin');
    await enrol(one);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => codeOf(login(one.email, { code: String(100_000 + n) }))),
    );
    expect(answers.filter((answer) => answer === 'second_factor_invalid')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'sign_in_locked')).toHaveLength(7);
    // A signed-in session allows no further guesses.
    const remove = world.identity.operations.removeTotp(
      call(one.principal, { body: { code: '123456' }, ip: '203.0.113.9' }),
    );
    expect(await codeOf(remove)).toBe('sign_in_locked');
  });

  it('can be replaced by a recovery code, which works once', async () => {
    const one = await person();
    const { code, recoveryCodes } = await enrol(one);
    const [first = '', second = '', third = ''] = recoveryCodes;
    const rush = await Promise.all(
      Array.from({ length: 4 }, () => codeOf(login(one.email, { recoveryCode: first.toUpperCase() }))),
    );
    expect(rush.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(await codeOf(login(one.email, { recoveryCode: second.replaceAll('-', ' ') }))).toBe('done');
    const renewed = await world.identity.operations.renewRecoveryCodes(
      call(one.principal, { body: { code: code() } }),
    );
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect(await codeOf(login(one.email, { recoveryCode: third }))).toBe('second_factor_invalid');
    const [fresh = ''] = renewed.body.recoveryCodes;
    expect(await codeOf(login(one.email, { recoveryCode: fresh }))).toBe('done');
  });

  it('can only be enrolled soon after a sign-in', async () => {
    const one = await person();
    const begin = ({ principal }: Person) => codeOf(world.identity.operations.beginTotp(call(principal)));
    advance(15 * 60_000 + 1_000);
    expect(await begin(one)).toBe('reauthentication_required');
    const { accessToken } = await login(one.email);
    const again = (await verify(accessToken, 'enrolment')) as StaffPrincipal;
    expect(await begin({ ...one, principal: again })).toBe('done');
  });

  it('is only removed with an unused code', async () => {
    const one = await person();
    const { code } = await enrol(one);
    const remove = (body: { code?: string; recoveryCode?: string }) =>
      world.identity.operations.removeTotp(call(one.principal, { body }));
    const spent = code();
    expect(await codeOf(login(one.email, { code: spent }))).toBe('done');
    expect(await codeOf(remove({ code: spent }))).toBe('unprocessable');
    advance(STEP);
    expect(await codeOf(remove({ code: code() }))).toBe('done');
    expect(await codeOf(login(one.email))).toBe('done');
  });

  it('is reset by an administrator of the person, which ends their sessions', async () => {
    const one = await person();
    await enrol(one);
    const reset = (by: StaffPrincipal, staffId = one.id) =>
      codeOf(world.identity.operations.resetStaffTotp(call(by, { params: { staffId } })));
    const manager: StaffPrincipal = { ...world.superAdmin, role: 'hospital_admin', hospitalId };
    expect(await reset({ ...manager, hospitalId: '0193a5f0-7c1e-7000-8000-000000000099' })).toBe('not_found');
    expect(await reset({ ...manager, id: one.id })).toBe('unprocessable');
    expect(await reset(manager)).toBe('done');
    const { rows } = await world.db.owner.raw(
      'select 1 from session where staff_id = ? and revoked_at is null',
      [one.id],
    );
    expect(rows).toEqual([]);
    expect(world.db.emitted).toContainEqual(
      expect.objectContaining({ type: 'staff.second_factor_reset', data: { staffId: one.id } }),
    );
    expect(await codeOf(login(one.email))).toBe('done');
  });

  it('is stored encrypted for its owner, with recovery codes as digests', async () => {
    const one = await person();
    const { enrolment, recoveryCodes } = await enrol(one);
    const row = await world.db.owner('staff_totp').where({ staff_id: one.id }).first();
    const plain = Buffer.from(Secret.fromBase32(enrolment.secret).buffer);
    expect(row.sealed_secret.includes(plain)).toBe(false);
    const other = await person();
    const stolen = await enrol(other);
    await world.db
      .owner('staff_totp')
      .where({ staff_id: one.id })
      .update({
        sealed_secret: Buffer.from(
          (await world.db.owner('staff_totp').where({ staff_id: other.id }).first()).sealed_secret,
        ),
      });
    await expect(login(one.email, { code: stolen.code() })).rejects.toThrow('sealed under a secret');
    const codes = await world.db.owner('staff_recovery_code').where({ staff_id: one.id });
    const kept = codes.map(({ code_hash }) => code_hash.toString('utf8')).join();
    for (const code of recoveryCodes) expect(kept).not.toContain(code.slice(0, 4));
  });

  it('survives a change of the secret and is resealed when used', async () => {
    const [older, newer] = [
      'an older secret of the settings, long enough',
      'a newer secret of the settings, long enough',
    ];
    const sealed = new Keyring([older]).seal('somebody', Buffer.from('the secret'));
    const both = new Keyring([newer, older]);
    expect(both.unseal('somebody', sealed)).toEqual({ plain: Buffer.from('the secret'), stale: true });
    expect(() => both.unseal('somebody else', sealed)).toThrow();
    expect(() => new Keyring([newer]).unseal('somebody', sealed)).toThrow();
    expect(both.unseal('x', both.seal('x', Buffer.from('y'))).stale).toBe(false);
  });
});

describe('a role that requires a second factor', () => {
  it('allows only enrolment until the person has one', async () => {
    await world.settings.put(world.superAdmin, { secondFactor: { requiredRoles: ['nurse'] } }, undefined);
    const one = await person();
    const { accessToken, refreshToken } = await login(one.email);
    await expect.poll(() => codeOf(verify(accessToken))).toBe('second_factor_enrolment_required');
    const principal = (await verify(accessToken, 'enrolment')) as StaffPrincipal;
    expect(principal).toMatchObject({ enrolling: true, id: one.id });
    await enrol({ ...one, principal });
    // The same token works immediately, and a refreshed one has no enrolment claim.
    expect(await codeOf(verify(accessToken))).toBe('done');
    const refreshed = (
      await world.identity.operations.refreshSession(call(ANONYMOUS, { body: { refreshToken } }))
    ).body;
    expect(await verify(refreshed.accessToken)).not.toHaveProperty('enrolling');
    await world.settings.put(world.superAdmin, {}, undefined);
  });
});
