import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS, type StaffPrincipal } from '../../../kernel/auth/principal.ts';

/**
 * An attacker with a session of an account, and perhaps its password or mailbox, must not be able to reset the limits
 * that protect the other credentials.
 */
let world: IdentityHarness;
let made = 0;

beforeAll(async () => {
  world = await identityHarness();
});
afterAll(() => world.close());

/** Super admins lock after five wrong attempts. */
const ATTEMPTS = 5;

interface Subject {
  readonly me: StaffPrincipal;
  readonly email: string;
}

async function subject(withSecondFactor: boolean): Promise<Subject> {
  made += 1;
  const email = `subject.${made}@limits.example`;
  await world.organisations.operations.createStaff(
    call(world.superAdmin, { body: { role: 'super_admin', name: 'S', email, password: PASSWORD } }),
  );
  const { body } = await world.identity.operations.login(
    call(ANONYMOUS, { body: { email, password: PASSWORD } }),
  );
  const me = (await world.identity.authenticator.verify({
    kind: 'bearer',
    token: body.accessToken,
  })) as StaffPrincipal;
  if (withSecondFactor) {
    const { secret } = (await world.identity.operations.beginTotp(call(me))).body;
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    const { operations } = world.identity;
    await operations.confirmTotp(call(me, { body: { code: app.generate() } }));
  }
  return { me, email };
}

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Guesses that a session allows, at credentials that an attacker may not know. */
const GUESSES: Readonly<Record<string, (subject: Subject) => Promise<unknown>>> = {
  'the present password': ({ me }) =>
    world.identity.operations.changeMyPassword(
      call(me, { body: { currentPassword: 'not it at all', newPassword: 'quiet harbour lantern' } }),
    ),
  'a code, to switch the second factor off': ({ me }) =>
    world.identity.operations.removeTotp(call(me, { body: { code: '000000' } })),
  'a recovery code, to make new ones': ({ me }) =>
    world.identity.operations.renewRecoveryCodes(
      call(me, { body: { recoveryCode: 'aaaaa-aaaaa-aaaaa-aaaaa' } as never }),
    ),
  'a password, at sign-in': ({ email }) =>
    world.identity.operations.login(call(ANONYMOUS, { body: { email, password: 'not it at all' } })),
  'a code, at sign-in': ({ email }) =>
    world.identity.operations.login(call(ANONYMOUS, { body: { email, password: PASSWORD, code: '000000' } })),
};

/** Actions that people can take alone and that might reset the count. */
const RESETS: Readonly<Record<string, (subject: Subject) => Promise<unknown>>> = {
  'unlocks the own account': ({ me }) =>
    world.identity.operations.unlockStaff(call(me, { params: { staffId: me.id } })),
  'resets the own second factor': ({ me }) =>
    world.identity.operations.resetStaffTotp(call(me, { params: { staffId: me.id } })),
  'changes the own password': ({ me }) =>
    world.identity.operations.changeMyPassword(
      call(me, { body: { currentPassword: PASSWORD, newPassword: PASSWORD } }),
    ),
  'signs in again without the code': ({ email }) =>
    world.identity.operations.login(call(ANONYMOUS, { body: { email, password: PASSWORD } })),
  'resets the password by email': async ({ email }) => {
    await world.identity.operations.requestPasswordReset(call(ANONYMOUS, { body: { email } }));
    await world.settle();
    const mail = world.mails.findLast(({ to }) => to === email);
    const token = /#password-reset=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? '';
    await world.identity.operations.confirmPasswordReset(
      call(ANONYMOUS, { body: { token, password: PASSWORD } }),
    );
  },
  'begins another enrolment': ({ me }) => world.identity.operations.beginTotp(call(me)),
};

describe('the limit on guesses at one’s own credentials', () => {
  it.each(Object.keys(GUESSES))('locks a person who guesses %s', async (guessed) => {
    const guess = GUESSES[guessed] as (subject: Subject) => Promise<unknown>;
    const who = await subject(true);
    for (let n = 0; n < ATTEMPTS; n += 1) {
      expect(await codeOf(guess(who))).toMatch(/^(unprocessable|invalid_credentials|second_factor_invalid)$/);
    }
    // All guesses share one count and one lock.
    for (const [name, other] of Object.entries(GUESSES)) {
      expect(await codeOf(other(who)), name).toBe('sign_in_locked');
    }
  });

  it.each(Object.keys(RESETS))('keeps counting when the person %s', async (done) => {
    const reset = RESETS[done] as (subject: Subject) => Promise<unknown>;
    const who = await subject(true);
    const guess = GUESSES['a code, to switch the second factor off'] as (who: Subject) => Promise<unknown>;
    // Once before the lock, when it might reset the count, and once after it.
    for (let n = 0; n < ATTEMPTS - 1; n += 1) await codeOf(guess(who));
    await codeOf(reset(who));
    expect(await codeOf(guess(who))).toBe('unprocessable');
    expect(await codeOf(guess(who))).toBe('sign_in_locked');
    await codeOf(reset(who));
    expect(await codeOf(guess(who))).toBe('sign_in_locked');
  });

  it('is reset by another administrator', async () => {
    const who = await subject(false);
    const guess = GUESSES['the present password'] as (who: Subject) => Promise<unknown>;
    for (let n = 0; n <= ATTEMPTS; n += 1) await codeOf(guess(who));
    await world.identity.operations.unlockStaff(call(world.superAdmin, { params: { staffId: who.me.id } }));
    expect(await codeOf(guess(who))).toBe('unprocessable');
  });
});
