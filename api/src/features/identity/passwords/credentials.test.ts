import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { HashingQueue } from './hashing-queue.ts';

const ANONYMOUS = { kind: 'anonymous' } as const;
const NEW = 'four umbrellas paint slowly';

let world: IdentityHarness;
let hospitalId: string;
let made = 0;

beforeAll(async () => {
  world = await identityHarness();
  const body = { name: 'H', timezone: 'UTC' };
  hospitalId = (await world.organisations.operations.createHospital(call(world.superAdmin, { body }))).body
    .id;
});
afterAll(() => world.close());

async function nurse() {
  made += 1;
  const email = `nurse.${made}@change.example`;
  const body = { role: 'nurse' as const, name: 'Nirmala Rao', email, password: PASSWORD, hospitalId };
  const made_ = await world.organisations.operations.createStaff(call(world.superAdmin, { body }));
  return { id: made_.body.id, email };
}

const signIn = async (email: string, password: string, ip = '203.0.113.1') =>
  (await world.identity.operations.login(call(ANONYMOUS, { body: { email, password }, ip }))).body;
const verify = async (token: string) =>
  (await world.identity.authenticator.verify({ kind: 'bearer', token })) as StaffPrincipal;
const change = (principal: StaffPrincipal, currentPassword: string, newPassword: string) =>
  world.identity.operations.changeMyPassword(
    call(principal, { body: { currentPassword, newPassword }, ip: '203.0.113.1' }),
  );
const hashOf = async (id: string): Promise<string> =>
  (await world.db.owner('staff_credential').where({ staff_id: id }).first()).password_hash;

describe('changing one’s own password', () => {
  it('requires the current one, keeps this session and ends the others', async () => {
    const { email } = await nurse();
    const here = await signIn(email, PASSWORD);
    const elsewhere = await signIn(email, PASSWORD);
    const me = await verify(here.accessToken);
    await expect(change(me, 'not the password', NEW)).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/currentPassword' }],
    });
    await expect(change(me, PASSWORD, 'nirmala.rao.2026')).rejects.toMatchObject({
      code: 'password_unacceptable',
      errors: [{ pointer: '/newPassword' }],
    });
    expect(await change(me, PASSWORD, NEW)).toEqual({ status: 204 });
    await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ code: 'invalid_credentials' });
    await expect(signIn(email, NEW)).resolves.toBeDefined();
    await expect(verify(here.accessToken)).resolves.toMatchObject({ id: me.id });
    await expect
      .poll(() => verify(elsewhere.accessToken).catch((error: Problem) => error.code))
      .toBe('unauthenticated');
    expect(world.db.emitted).toContainEqual(
      expect.objectContaining({
        type: 'staff.password_changed',
        data: { staffId: me.id, keepSessionId: me.sessionId, first: false, byLink: false },
      }),
    );
  });

  it('locks the account after too many wrong guesses', async () => {
    const { email } = await nurse();
    const me = await verify((await signIn(email, PASSWORD)).accessToken);
    const answers = await Promise.all(
      Array.from({ length: 15 }, () =>
        change(me, 'not the password', NEW).catch((error: Problem) => error.code),
      ),
    );
    expect(answers.filter((answer) => answer === 'unprocessable')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'sign_in_locked')).toHaveLength(5);
    await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ code: 'sign_in_locked' });
  });
});

describe('stored passwords', () => {
  it('are argon2id, and rehashed at sign-in when the parameters differ', async () => {
    const { id, email } = await nurse();
    expect(await hashOf(id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const weaker = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await world.db.owner('staff_credential').where({ staff_id: id }).update({ password_hash: weaker });
    await expect(signIn(email, 'not the password')).rejects.toBeInstanceOf(Problem);
    expect(await hashOf(id)).toBe(weaker);
    await signIn(email, PASSWORD);
    expect(await hashOf(id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(signIn(email, PASSWORD)).resolves.toBeDefined();
  });
});

describe('the queue of hashes', () => {
  it('runs a few at a time, in order, and rejects when too many wait', async () => {
    const queue = new HashingQueue({ running: 2, waiting: 3 });
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (n: number) =>
      queue.run(() => {
        begun.push(n);
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    const all = [1, 2, 3, 4, 5].map(work);
    await expect(work(6)).rejects.toMatchObject({
      code: 'overloaded',
      status: 503,
      headers: { 'retry-after': '5' },
    });
    expect(begun).toEqual([1, 2]);
    for (let n = 0; n < all.length; n += 1) {
      ends.shift()?.();
      await all[n];
    }
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    const again = work(7);
    ends.shift()?.();
    await again;
  });

  it('runs the next hash after one fails', async () => {
    const queue = new HashingQueue({ running: 1, waiting: 1 });
    const failing = queue.run(() => Promise.reject(new Error('no')));
    const next = queue.run(async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
