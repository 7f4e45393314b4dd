import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityFeature,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
  SECRETS,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS } from '../../../kernel/auth/principal.ts';
import { Keyring } from './keyring.ts';

const NEXT = 'another secret of at least thirty-two characters';
const OPTIONS = { issuer: 'kiwimesh', audience: 'kiwimesh', typ: 'at+jwt', algorithms: ['EdDSA'] };

let world: IdentityHarness;
/** Before the change, with the next secret published, after the change, and after the old one is removed. */
let before: IdentityFeature;
let announced: IdentityFeature;
let changed: IdentityFeature;
let forgotten: IdentityFeature;

beforeAll(async () => {
  world = await identityHarness();
  before = world.identity;
  announced = await world.another([...SECRETS, NEXT]);
  changed = await world.another([NEXT, ...SECRETS]);
  forgotten = await world.another([NEXT]);
});
afterAll(() => world.close());

const jwksOf = async (feature: IdentityFeature) => (await feature.operations.getJwks(call(ANONYMOUS))).body;
const signInAt = async (feature: IdentityFeature) => {
  const body = { email: 'root@test.example', password: PASSWORD };
  return (await feature.operations.login(call(ANONYMOUS, { body }))).body;
};
const taken = (feature: IdentityFeature, token: string) =>
  feature.authenticator.verify({ kind: 'bearer', token }).then(
    () => true,
    () => false,
  );
/** Verifies with the published keys only, as a partner's server does. */
const takenByStranger = async (feature: IdentityFeature, token: string, currentDate = new Date()) =>
  jwtVerify(token, createLocalJWKSet({ keys: [...(await jwksOf(feature)).keys] }), {
    ...OPTIONS,
    currentDate,
  });

describe('the published keys', () => {
  it('are the public keys that verify, the signing one first', async () => {
    const { keys } = await jwksOf(changed);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
      expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    }
    const { accessToken } = await signInAt(changed);
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: 'EdDSA', kid: keys[0]?.kid });
    const reply = await changed.operations.getJwks(call(ANONYMOUS));
    expect(reply.headers).toMatchObject({ 'cache-control': 'public, max-age=300' });
  });

  it('let another service verify a token', async () => {
    const { accessToken } = await signInAt(before);
    const { payload } = await takenByStranger(before, accessToken);
    expect(payload).toMatchObject({ kind: 'staff', role: 'super_admin', sub: world.superAdmin.id });
  });
});

describe('a change of the secret', () => {
  it('publishes the next key before it signs', async () => {
    const { accessToken } = await signInAt(changed);
    expect(await taken(announced, accessToken)).toBe(true);
    await expect(takenByStranger(announced, accessToken)).resolves.toBeDefined();
  });

  it('keeps tokens of the old key valid until they expire', async () => {
    const { accessToken } = await signInAt(before);
    expect(await taken(changed, accessToken)).toBe(true);
    await expect(takenByStranger(changed, accessToken)).resolves.toBeDefined();
    const later = new Date(Date.now() + 601_000);
    await expect(takenByStranger(changed, accessToken, later)).rejects.toMatchObject({
      code: 'ERR_JWT_EXPIRED',
    });
    world.advance(601_000);
    expect(await taken(changed, accessToken)).toBe(false);
  });

  it('invalidates tokens of the old key once the old secret is removed', async () => {
    const { accessToken } = await signInAt(before);
    expect(await taken(forgotten, accessToken)).toBe(false);
    await expect(takenByStranger(forgotten, accessToken)).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
  });
});

describe('a token signed with our own key', () => {
  const { privateKey, kid } = new Keyring(SECRETS).signing;
  const claims = () => ({
    kind: 'staff',
    role: 'super_admin',
    sid: '0193a5f0-7c1e-7000-8000-000000000001',
  });
  const token = (
    change: { kid?: string; typ?: string; alg?: string; audience?: string; issuer?: string } = {},
  ) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims())
      .setProtectedHeader({ alg: 'EdDSA', typ: change.typ ?? 'at+jwt', kid: change.kid ?? kid })
      .setIssuer(change.issuer ?? 'kiwimesh')
      .setAudience(change.audience ?? 'kiwimesh')
      .setSubject(world.superAdmin.id)
      .setIssuedAt(now)
      .setExpirationTime(now + 7_200)
      .sign(privateKey);
  };

  it('is rejected with a wrong kid, type, audience or issuer', async () => {
    for (const change of [
      { kid: 'AAAAAAAAAAAAAAAA' },
      { kid: '' },
      { typ: 'JWT' },
      { audience: 'another-service' },
      { issuer: 'another-issuer' },
    ]) {
      expect([change, await taken(before, await token(change))]).toEqual([change, false]);
    }
  });
});
