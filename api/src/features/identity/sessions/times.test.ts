import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS } from '../../../kernel/auth/principal.ts';
import { IDLE, LIFETIME, type Tokens } from './service.ts';

let world: IdentityHarness;
const ROOT = 'root@test.example';
const HOUR = 3_600_000;

beforeAll(async () => {
  world = await identityHarness();
});
afterAll(() => world.close());

const signIn = async (): Promise<Tokens> =>
  (await world.identity.operations.login(call(ANONYMOUS, { body: { email: ROOT, password: PASSWORD } })))
    .body;
const refresh = async (refreshToken: string): Promise<Tokens> =>
  (await world.identity.operations.refreshSession(call(ANONYMOUS, { body: { refreshToken } }))).body;
const refused = { code: 'unauthenticated', status: 401 };

describe('a session of staff', () => {
  it('ends fourteen days after sign-in even while in use', async () => {
    expect(LIFETIME.staff).toBe(14 * 24 * HOUR);
    let tokens = await signIn();
    let hours = 0;
    for (; hours + 11 < 14 * 24; hours += 11) {
      world.advance(11 * HOUR);
      tokens = await refresh(tokens.refreshToken);
    }
    world.advance(11 * HOUR);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(refused);
  });

  it('ends permanently after twelve hours without use', async () => {
    expect(IDLE.staff).toBe(12 * HOUR);
    const tokens = await signIn();
    // The clock of the tests keeps running.
    world.advance(12 * HOUR - 60_000);
    const kept = await refresh(tokens.refreshToken);
    world.advance(12 * HOUR + 1_000);
    await expect(refresh(kept.refreshToken)).rejects.toMatchObject(refused);
    const row = await world.db
      .owner('session')
      .where({ id: decodeJwt(kept.accessToken).sid })
      .first();
    expect(row.revoked_at).toBeInstanceOf(Date);
  });

  it('is not ended by an invented token while it is idle', async () => {
    const tokens = await signIn();
    world.advance(13 * HOUR);
    const invented = `${tokens.refreshToken.slice(0, -4)}AAAA`;
    await expect(refresh(invented)).rejects.toMatchObject(refused);
    const row = await world.db
      .owner('session')
      .where({ id: decodeJwt(tokens.accessToken).sid })
      .first();
    expect(row.revoked_at).toBeNull();
  });
});
