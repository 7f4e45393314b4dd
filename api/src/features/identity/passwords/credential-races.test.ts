import type { Knex } from 'knex';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { hashPassword, passwordMatches } from './hashing.ts';

/**
 * When a password changes or a second factor is enabled, someone who only had the old credentials loses access, even with
 * a request in progress, which an attacker can prolong by filling the hashing queue.
 */
const ANONYMOUS = { kind: 'anonymous' } as const;
const CHOSEN = 'lantern mango rivers 42';

let world: IdentityHarness;
let made = 0;

beforeAll(async () => {
  world = await identityHarness();
});
afterAll(() => world.close());

async function person() {
  made += 1;
  const email = `racer.${made}@test.example`;
  const body = { role: 'super_admin', name: 'N', email, password: PASSWORD } as const;
  const { id } = (await world.organisations.operations.createStaff(call(world.superAdmin, { body }))).body;
  return { id, email, login: () => login(email) };
}

const login = async (email: string) =>
  (await world.identity.operations.login(call(ANONYMOUS, { body: { email, password: PASSWORD } }))).body;
const verify = (token: string) =>
  world.identity.authenticator.verify({ kind: 'bearer', token }, 'enrolment') as Promise<StaffPrincipal>;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  );

/** Locks rows until `request` waits for them, then runs `meanwhile` before the request may continue. */
async function heldUp(
  rows: string,
  id: string,
  request: () => Promise<unknown>,
  meanwhile: (trx: Knex.Transaction) => Promise<unknown>,
): Promise<string> {
  const { owner } = world.db;
  const trx = await owner.transaction();
  try {
    await trx.raw(rows, [id]);
    const outcome = codeOf(request());
    await eventually('the request waits for the row', async () => {
      const { rows: waiting } = await owner.raw(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    await meanwhile(trx);
    await trx.commit();
    return await outcome;
  } catch (error) {
    await trx.rollback();
    throw error;
  }
}

/** Sets a password in a transaction of its own, as a reset does. */
async function choose(trx: Knex.Transaction, staffId: string): Promise<void> {
  const hash = await hashPassword(CHOSEN);
  await trx.raw('update staff_credential set password_hash = ? where staff_id = ?', [hash, staffId]);
}

const ATTEMPTS = 'select 1 from sign_in_attempt where staff_id = ? for update';
const PASSWORD_ROW = 'select 1 from staff_credential where staff_id = ? for update';

async function activeSessions(staffId: string): Promise<number> {
  const { rows } = await world.db.owner.raw(
    'select 1 from session where staff_id = ? and revoked_at is null',
    [staffId],
  );
  return rows.length;
}

describe('a sign-in in progress', () => {
  it('opens no session if the password changes in the meantime', async () => {
    const { id, login: signIn } = await person();
    await signIn();
    const outcome = await heldUp(ATTEMPTS, id, signIn, async (trx) => choose(trx, id));
    expect([outcome, await activeSessions(id)]).toEqual(['invalid_credentials', 1]);
  });

  it('opens no session if a second factor is enabled in the meantime', async () => {
    const { id, login: signIn } = await person();
    const me = await verify((await signIn()).accessToken);
    const { operations } = world.identity;
    const { body } = await operations.beginTotp(call(me));
    const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
    const confirm = () => operations.confirmTotp(call(me, { body: { code } }));
    // Enabling it waits for a sign-in that has locked the password, and vice versa.
    expect(await heldUp(PASSWORD_ROW, id, confirm, async () => {})).toBe('done');
    await world.db.owner.raw('update staff_totp set confirmed_at = null where staff_id = ?', [id]);
    const outcome = await heldUp(PASSWORD_ROW, id, signIn, (trx) =>
      trx.raw('update staff_totp set confirmed_at = now() where staff_id = ?', [id]),
    );
    // The session in which it was enabled.
    expect([outcome, await activeSessions(id)]).toEqual(['second_factor_required', 1]);
  });
});

describe('a change of password in progress', () => {
  it('does not replace a password that the owner set in the meantime', async () => {
    const { id, login: signIn } = await person();
    const me = await verify((await signIn()).accessToken);
    const body = { currentPassword: PASSWORD, newPassword: 'an intruder chose this one' };
    const outcome = await heldUp(
      PASSWORD_ROW,
      id,
      () => world.identity.operations.changeMyPassword(call(me, { body })),
      (trx) => choose(trx, id),
    );
    const { rows } = await world.db.owner.raw(
      'select password_hash from staff_credential where staff_id = ?',
      [id],
    );
    expect(await passwordMatches(rows[0].password_hash, CHOSEN)).toBe(true);
    expect(outcome).toBe('unprocessable');
  });
});
