import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
} from '../../../../test/support/worlds/identity-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: IdentityHarness;
let hospitals: [string, string];
const ORIGIN = 'https://www.city.example';

beforeAll(async () => {
  world = await identityHarness();
  const make = async (name: string) =>
    (await world.organisations.operations.createHospital(call(world.superAdmin, { body: { name } }))).body.id;
  hospitals = [await make('City'), await make('Lake')];
});
afterAll(() => world.close());

const admin = (hospitalId: string): StaffPrincipal => ({
  ...world.superAdmin,
  role: 'hospital_admin',
  hospitalId,
});
type CreateBody = Parameters<IdentityHarness['identity']['operations']['createApiKey']>[0]['body'];
const create = async (body: CreateBody, who = world.superAdmin) =>
  (await world.identity.operations.createApiKey(call(who, { body }))).body;
const patch = async (apiKeyId: string, body: object, headers = {}, who = world.superAdmin) =>
  (await world.identity.operations.updateApiKey(call(who, { params: { apiKeyId }, body, headers }))).body;
const { refused, forbidden } = {
  refused: { code: 'unauthenticated', status: 401 },
  forbidden: { code: 'origin_not_allowed', status: 403 },
};
const authenticator = () => world.identity.authenticator;

describe('the creator of a key', () => {
  it('is recorded, and their deactivation flags or ends the key', async () => {
    const { operations } = world.organisations;
    const made = await operations.createStaff(
      call(world.superAdmin, {
        body: { role: 'super_admin', name: 'Maker', email: 'maker@keys.example' },
      }),
    );
    const maker = { ...world.superAdmin, id: made.body.id };
    const fields = { kind: 'secret' as const, hospitalId: hospitals[0], scopes: ['bookings:read' as const] };
    const stays = await create({ name: 'Stays', ...fields }, maker);
    const ends = await create({ name: 'Ends', ...fields, endsWithMaker: true }, maker);
    expect(ends).toMatchObject({ createdBy: maker.id, makerActive: true, endsWithMaker: true });
    const uses = (key: string | null) => authenticator().verify({ kind: 'api_key', key: key ?? '' });
    await expect(uses(ends.secret)).resolves.toMatchObject({ id: ends.id });
    const activate = (active: boolean) =>
      operations.updateStaff(call(world.superAdmin, { params: { staffId: maker.id }, body: { active } }));
    await activate(false);
    await expect(uses(ends.secret)).rejects.toMatchObject(refused);
    await expect(uses(stays.secret)).resolves.toMatchObject({ id: stays.id });
    const listed = await world.identity.operations.listApiKeys(call(world.superAdmin));
    expect(listed.body.data.find((one) => one.id === stays.id)).toMatchObject({ makerActive: false });
    await activate(true);
    await expect(uses(ends.secret)).resolves.toMatchObject({ id: ends.id });
  });
});

describe('secret keys', () => {
  it('are shown once and stored as a digest', async () => {
    const made = await create({
      name: 'Lab',
      kind: 'secret',
      hospitalId: hospitals[0],
      scopes: ['bookings:read'],
    });
    expect(made).toMatchObject({ secret: expect.stringMatching(/^sk_[\w-]{43}$/), key: null, version: 1 });
    expect(made.secret?.startsWith(made.prefix)).toBe(true);
    const read = await world.identity.operations.getApiKey(
      call(world.superAdmin, { params: { apiKeyId: made.id } }),
    );
    expect(JSON.stringify(read)).not.toContain(made.secret);
    expect(JSON.stringify(await world.db.owner('api_key').select())).not.toContain(made.secret);
  });

  it('act for their hospital within their scopes and record their last use', async () => {
    const made = await create({
      name: 'Lab 2',
      kind: 'secret',
      hospitalId: hospitals[0],
      scopes: ['bookings:read'],
    });
    const key = made.secret ?? '';
    const principal = { kind: 'api_key', id: made.id, hospitalId: hospitals[0], scopes: ['bookings:read'] };
    expect(await authenticator().verify({ kind: 'api_key', key })).toEqual(principal);
    expect(await authenticator().verify({ kind: 'bearer', token: key })).toEqual(principal);
    await eventually('the use is noted', async () => {
      const { body } = await world.identity.operations.getApiKey(
        call(world.superAdmin, { params: { apiKeyId: made.id } }),
      );
      return body.lastUsedAt !== null && body.version === 1;
    });
  });

  it('stop working on every process when deactivated or expired', async () => {
    const made = await create({ name: 'Old', kind: 'secret', scopes: ['bookings:read'] });
    const credential = { kind: 'api_key', key: made.secret ?? '' } as const;
    const elsewhere = await world.another();
    await expect(elsewhere.authenticator.verify(credential)).resolves.toMatchObject({ hospitalId: null });
    await patch(made.id, { active: false });
    await expect(authenticator().verify(credential)).rejects.toMatchObject(refused);
    const noticed = () =>
      elsewhere.authenticator.verify(credential).then(
        () => false,
        () => true,
      );
    await eventually('the other process refuses', noticed, 1_000);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const brief = await create({ name: 'Brief', kind: 'secret', scopes: ['bookings:read'], expiresAt });
    const briefly = { kind: 'api_key', key: brief.secret ?? '' } as const;
    await expect(authenticator().verify(briefly)).resolves.toBeDefined();
    world.advance(61_000);
    await expect(authenticator().verify(briefly)).rejects.toMatchObject(refused);
  });

  it('are rejected when unknown', async () => {
    for (const key of ['sk_', 'sk_unknown', '']) {
      await expect(authenticator().verify({ kind: 'api_key', key })).rejects.toMatchObject(refused);
    }
  });
});

describe('publishable keys', () => {
  it('work only from their exact origins', async () => {
    const made = await create({
      name: 'Page',
      kind: 'publishable',
      hospitalId: hospitals[0],
      allowedOrigins: [ORIGIN, 'http://localhost:4000', 'https://Upper.example:443'],
    });
    const key = made.key ?? '';
    expect(made).toMatchObject({ secret: null, key: expect.stringMatching(/^pk_[\w-]{32}$/) });
    expect(made.allowedOrigins).toEqual([ORIGIN, 'http://localhost:4000', 'https://upper.example']);
    const verify = (origin: string | null) =>
      authenticator().verify({ kind: 'publishable_key', key, origin });
    expect(await verify(ORIGIN)).toEqual({ kind: 'publishable_key', id: made.id, hospitalId: hospitals[0] });
    await expect(verify('https://upper.example')).resolves.toBeDefined();
    for (const origin of [
      null,
      'null',
      'https://city.example',
      'https://evil.www.city.example',
      `${ORIGIN}.evil.example`,
      `${ORIGIN}:444`,
      `${ORIGIN}/`,
      'http://www.city.example',
      'http://localhost:4001',
    ]) {
      await expect(verify(origin)).rejects.toMatchObject(forbidden);
    }
    expect(await authenticator().isAllowedOrigin(ORIGIN)).toBe(true);
    expect(await authenticator().isAllowedOrigin('https://other.example')).toBe(false);
  });

  it('follow changes immediately on every process', async () => {
    const made = await create({
      name: 'Page 2',
      kind: 'publishable',
      hospitalId: hospitals[0],
      allowedOrigins: [],
    });
    const elsewhere = await world.another();
    const credential = {
      kind: 'publishable_key',
      key: made.key ?? '',
      origin: 'https://new.example',
    } as const;
    await expect(elsewhere.authenticator.verify(credential)).rejects.toMatchObject(forbidden);
    expect(await elsewhere.authenticator.isAllowedOrigin('https://new.example')).toBe(false);
    await patch(made.id, { allowedOrigins: ['https://new.example'] });
    await expect(authenticator().verify(credential)).resolves.toBeDefined();
    await eventually('the other process allows it', () =>
      elsewhere.authenticator.isAllowedOrigin('https://new.example'),
    );
    await expect(elsewhere.authenticator.verify(credential)).resolves.toBeDefined();
  });

  it('stop working when their hospital is deactivated', async () => {
    const made = await create({
      name: 'Page 3',
      kind: 'publishable',
      hospitalId: hospitals[1],
      allowedOrigins: [ORIGIN],
    });
    const credential = { kind: 'publishable_key', key: made.key ?? '', origin: ORIGIN } as const;
    await expect(authenticator().verify(credential)).resolves.toBeDefined();
    const set = (active: boolean) =>
      world.organisations.operations.updateHospital(
        call(world.superAdmin, { params: { hospitalId: hospitals[1] }, body: { active } }),
      );
    await set(false);
    await world.settle();
    await expect(authenticator().verify(credential)).rejects.toMatchObject(refused);
    await set(true);
  });
});

describe('managing keys', () => {
  it('restricts hospital admins to their own hospital', async () => {
    const [own, foreign] = hospitals;
    const made = await create({
      name: 'Theirs',
      kind: 'secret',
      hospitalId: foreign,
      scopes: ['bookings:read'],
    });
    const params = { apiKeyId: made.id };
    await expect(world.identity.operations.getApiKey(call(admin(own), { params }))).rejects.toMatchObject({
      status: 404,
    });
    await expect(patch(made.id, { name: 'mine' }, {}, admin(own))).rejects.toMatchObject({ status: 404 });
    await expect(
      create({ name: 'x', kind: 'secret', hospitalId: foreign, scopes: ['bookings:read'] }, admin(own)),
    ).rejects.toMatchObject({ status: 404, errors: [{ pointer: '/hospitalId' }] });
    const mine = await create({ name: 'Mine', kind: 'secret', scopes: ['bookings:read'] }, admin(own));
    expect(mine.hospitalId).toBe(own);
    const { body } = await world.identity.operations.listApiKeys(call(admin(own)));
    expect(new Set(body.data.map((key) => key.hospitalId))).toEqual(new Set([own]));
  });

  it('rejects contradictory fields and a stale version', async () => {
    const cases: [CreateBody, string][] = [
      [{ name: 'x', kind: 'publishable', allowedOrigins: [ORIGIN] }, '/hospitalId'],
      [{ name: 'x', kind: 'publishable', hospitalId: hospitals[0], scopes: ['bookings:read'] }, '/scopes'],
      [{ name: 'x', kind: 'secret' }, '/scopes'],
      [{ name: 'x', kind: 'secret', scopes: ['bookings:read'], allowedOrigins: [ORIGIN] }, '/allowedOrigins'],
      [
        { name: 'x', kind: 'secret', scopes: ['bookings:read'], expiresAt: '2020-01-01T00:00:00Z' },
        '/expiresAt',
      ],
    ];
    for (const [body, pointer] of cases) {
      await expect(create(body)).rejects.toMatchObject({ status: 422, errors: [{ pointer }] });
    }
    const made = await create({ name: 'Versioned', kind: 'secret', scopes: ['bookings:read'] });
    expect(await patch(made.id, { name: 'Renamed' }, { 'if-match': '"1"' })).toMatchObject({
      version: 2,
      name: 'Renamed',
    });
    await expect(patch(made.id, { name: 'y' }, { 'if-match': '"1"' })).rejects.toMatchObject({ status: 412 });
    await expect(patch(made.id, { allowedOrigins: [ORIGIN] })).rejects.toMatchObject({ status: 422 });
  });
});
