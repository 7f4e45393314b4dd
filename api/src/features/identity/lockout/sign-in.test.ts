import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import type { Role, StaffRole } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { LockoutPolicy } from '../../system/index.ts';

const ANONYMOUS = { kind: 'anonymous' } as const;
const SECOND = 1_000;
const STRICT: LockoutPolicy = {
  attempts: 4,
  windowSeconds: 600,
  lockSeconds: 60,
  growth: 2,
  maxLockSeconds: 600,
};

let world: IdentityHarness;
let hospitalId: string;
let communityId: string;
let made = 0;

beforeAll(async () => {
  world = await identityHarness();
  const { operations } = world.organisations;
  const at = { timezone: 'UTC' };
  hospitalId = (await operations.createHospital(call(world.superAdmin, { body: { name: 'H', ...at } }))).body
    .id;
  communityId = (await operations.createCommunity(call(world.superAdmin, { body: { name: 'C', ...at } })))
    .body.id;
});
afterAll(() => world.close());

async function person(role: StaffRole = 'nurse') {
  made += 1;
  const email = `${role}.${made}@lock.example`;
  const belongs =
    role === 'super_admin' ? {} : role === 'community_manager' ? { communityId } : { hospitalId };
  const body = { role, name: 'N', email, password: PASSWORD, ...belongs };
  const { body: staff } = await world.organisations.operations.createStaff(call(world.superAdmin, { body }));
  return { id: staff.id, email };
}

/** The problem code, or `in`. */
async function attempt(email: string, password: string, ip: string, of = world.identity): Promise<string> {
  try {
    await of.operations.login(call(ANONYMOUS, { body: { email, password }, ip }));
    return 'in';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

const wrong = (email: string, ip: string) => attempt(email, 'not the password', ip);
const right = (email: string, ip: string) => attempt(email, PASSWORD, ip);
const count = (answers: readonly string[], code: string) => answers.filter((one) => one === code).length;

async function policies(lockout: { [role in Role]?: LockoutPolicy }): Promise<void> {
  await world.settings.put(world.superAdmin, { lockout }, undefined);
  // The processes are notified over Postgres within milliseconds, before the attempts that this test counts.
  await expect.poll(async () => (await world.settings.current()).lockout).toMatchObject(lockout);
}

describe('lockout', () => {
  it('checks exactly the allowed attempts under concurrency and on all processes', async () => {
    const second = await world.another();
    const { email } = await person();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        attempt(email, 'not the password', '198.51.100.7', n % 2 === 0 ? world.identity : second),
      ),
    );
    expect(count(answers, 'invalid_credentials')).toBe(10);
    expect(count(answers, 'sign_in_locked')).toBe(50);
    // The correct password is rejected as well, with Retry-After.
    await expect(
      world.identity.operations.login(
        call(ANONYMOUS, { body: { email, password: PASSWORD }, ip: '198.51.100.200' }),
      ),
    ).rejects.toMatchObject({
      code: 'sign_in_locked',
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^(8|9)\d\d$/) },
    });
  });

  it('admits many correct attempts at once without locking any', async () => {
    const attempts = sized({ small: 15, full: 40 });
    const { email } = await person('hospital_admin');
    const answers = await Promise.all(Array.from({ length: attempts }, () => right(email, '203.0.113.5')));
    expect(count(answers, 'in')).toBe(attempts);
  });

  it('follows the settings of each role and ends after the lock time', async () => {
    const roles = ['super_admin', 'hospital_admin', 'nurse', 'paramedic', 'community_manager'] as const;
    const lockout = Object.fromEntries(
      roles.map((role, n) => [
        role,
        { ...STRICT, attempts: 3 + n, lockSeconds: 100 * (n + 1), maxLockSeconds: 1_000 },
      ]),
    );
    await policies(lockout);
    const ip = '198.51.100.1';
    for (const [n, role] of roles.entries()) {
      const { email } = await person(role);
      for (let tried = 0; tried < 3 + n; tried += 1)
        expect(await wrong(email, ip)).toBe('invalid_credentials');
      expect([role, await right(email, ip)]).toEqual([role, 'sign_in_locked']);
      world.advance((100 * (n + 1) - 5) * SECOND);
      expect([role, await right(email, ip)]).toEqual([role, 'sign_in_locked']);
      world.advance(6 * SECOND);
      expect([role, await right(email, ip)]).toEqual([role, 'in']);
    }
    await policies({});
  });

  it('lets the owner sign in while others attack from many networks', async () => {
    const { email } = await person();
    expect(await right(email, '203.0.113.20')).toBe('in');
    const hammer = async (from: number) => {
      const answers: string[] = [];
      for (let n = 0; n < 8; n += 1) answers.push(await wrong(email, `198.18.${(from * 8 + n) % 120}.9`));
      return answers;
    };
    const hammering = Promise.all(Array.from({ length: 30 }, (_, from) => hammer(from)));
    const owner: string[] = [];
    for (let n = 0; n < 10; n += 1) owner.push(await right(email, '203.0.113.77'));
    const attacks = (await hammering).flat();
    expect(owner).toEqual(Array(10).fill('in'));
    expect(count(attacks, 'in')).toBe(0);
    expect(count(attacks, 'invalid_credentials')).toBeLessThanOrEqual(100);
    expect(await right(email, '203.0.113.78')).toBe('in');
  });

  it('ends when an administrator with access to the person unlocks it', async () => {
    const { id, email } = await person();
    const ip = '198.51.100.9';
    for (let n = 0; n < 11; n += 1) await wrong(email, ip);
    expect(await right(email, ip)).toBe('sign_in_locked');
    const unlock = (by: Parameters<typeof call>[0], staffId: string) =>
      world.identity.operations.unlockStaff(call(by, { params: { staffId } }));
    const manager = { ...world.superAdmin, role: 'hospital_admin' as const, hospitalId };
    await expect(
      unlock({ ...manager, hospitalId: '0193a5f0-7c1e-7000-8000-000000000099' }, id),
    ).rejects.toMatchObject({ code: 'not_found' });
    const boss = await person('super_admin');
    await expect(unlock(manager, boss.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(unlock({ ...manager, role: 'nurse' }, id)).rejects.toMatchObject({
      code: 'role_not_allowed',
    });
    await unlock(manager, id);
    expect(await right(email, ip)).toBe('in');
    expect(world.db.emitted).toContainEqual(expect.objectContaining({ type: 'staff.unlocked' }));
  });

  it('ends with a new password', async () => {
    const { email } = await person();
    const ip = '198.51.100.10';
    for (let n = 0; n < 11; n += 1) await wrong(email, ip);
    const password = 'eleven quiet lanterns';
    const anonymous = { kind: 'anonymous' } as const;
    await world.identity.operations.requestPasswordReset(call(anonymous, { body: { email } }));
    await world.settle();
    const mail = world.mails.findLast(({ to }) => to === email);
    const token = /#password-reset=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? '';
    await world.identity.operations.confirmPasswordReset(call(anonymous, { body: { token, password } }));
    expect(await attempt(email, password, ip)).toBe('in');
  });

  it('treats an unknown account like an existing one', async () => {
    const answersOf = async (email: string) => {
      const problems: unknown[] = [];
      for (let n = 0; n < 12; n += 1) {
        await world.identity.operations
          .login(call(ANONYMOUS, { body: { email, password: 'not it' }, ip: '198.51.100.11' }))
          .catch(({ code, detail, status, headers }) => {
            // The seconds to wait decrease during the twelve attempts.
            const waits = Math.round(Number(headers?.['retry-after'] ?? 0) / 10);
            problems.push({ code, detail, status, headers: Object.keys(headers ?? {}), waits });
          });
      }
      return problems;
    };
    await policies(
      Object.fromEntries(
        (['hospital_admin', 'nurse', 'paramedic', 'community_manager'] as const).map((role) => [
          role,
          STRICT,
        ]),
      ),
    );
    const { email } = await person();
    const known = await answersOf(email);
    expect(await answersOf('nobody@lock.example')).toEqual(known);
    expect(known.slice(3, 5)).toMatchObject([{ code: 'invalid_credentials' }, { code: 'sign_in_locked' }]);
    await policies({});
  });

  it('stores neither emails nor addresses', async () => {
    const { rows } = await world.db.owner.raw('select row_to_json(a)::text as row from sign_in_attempt a');
    const all = rows.map(({ row }: { row: string }) => row).join('\n');
    expect(rows.length).toBeGreaterThan(100);
    for (const text of ['lock.example', '198.51', Buffer.from('lock.example').toString('hex')]) {
      expect(all).not.toContain(text);
    }
  });
});
