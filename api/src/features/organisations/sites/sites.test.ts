import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type IdentityHarness } from '../../../../test/support/worlds/identity-world.ts';
import { CITY, SESSION, type Side, twoSides } from '../../../../test/support/worlds/organisations-world.ts';
import type { ApiKeyPrincipal, Principal } from '../../../kernel/auth/principal.ts';

let world: IdentityHarness;
/** `here` and `there` share nothing. */
let here: Side;
let there: Side;

beforeAll(async () => {
  ({ world, here, there } = await twoSides());
});
afterAll(() => world.close());

const operations = () => world.organisations.operations;
const absent = { code: 'not_found', status: 404 };

describe('communities and hospitals', () => {
  it('are created with the region’s time zone, read, updated and deactivated', async () => {
    const created = await operations().createHospital(
      call(world.superAdmin, {
        body: { name: 'Hill', phone: '+912012345678', address: '1 Hill Road', location: CITY },
      }),
    );
    expect(created).toMatchObject({ status: 201, headers: { Location: `/v1/hospitals/${created.body.id}` } });
    expect(created.body).toMatchObject({
      timezone: 'Asia/Kolkata',
      location: CITY,
      communityIds: [],
      active: true,
      version: 1,
    });
    const params = { hospitalId: created.body.id };
    const patch = async (body: object, headers = {}) =>
      (await operations().updateHospital(call(world.superAdmin, { params, body, headers }))).body;
    expect(await patch({ address: null, location: null })).toMatchObject({
      name: 'Hill',
      phone: '+912012345678',
      address: null,
      location: null,
      version: 2,
    });
    expect(await patch({ name: 'Hill' })).toMatchObject({ version: 2 });
    await expect(patch({ name: 'x' }, { 'if-match': '"1"' })).rejects.toMatchObject({
      code: 'precondition_failed',
      extensions: { currentVersion: 2 },
    });
    expect(await patch({ active: false }, { 'if-match': '"2"' })).toMatchObject({
      active: false,
      version: 3,
    });
    const { body } = await operations().getHospital(call(world.superAdmin, { params }));
    expect(body).toMatchObject({ active: false, version: 3 });
    expect(
      world.db.emitted.filter(({ aggregate }) => aggregate.id === created.body.id).map(({ type }) => type),
    ).toEqual(['hospital.created', 'hospital.updated', 'hospital.deactivated']);
  });

  it('reject a taken name in any case, and an unknown time zone', async () => {
    await expect(
      operations().createCommunity(call(world.superAdmin, { body: { name: 'COMMUNITY a' } })),
    ).rejects.toMatchObject({ code: 'already_exists', status: 409, errors: [{ pointer: '/name' }] });
    await expect(
      operations().createCommunity(call(world.superAdmin, { body: { name: 'Moon', timezone: 'Moon/Base' } })),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/timezone' }] });
  });

  it('are visible to linked callers only', async () => {
    const seen = async (principal: Principal) => ({
      hospitals: (await operations().listHospitals(call(principal))).body.data.map((one) => one.id),
      communities: (await operations().listCommunities(call(principal))).body.data.map((one) => one.id),
    });
    const all = await seen(world.superAdmin);
    expect(all.hospitals).toEqual(expect.arrayContaining([here.hospitalId, there.hospitalId]));
    const key: ApiKeyPrincipal = { kind: 'api_key', id: SESSION, hospitalId: here.hospitalId, scopes: [] };
    const page: Principal = { kind: 'publishable_key', id: SESSION, hospitalId: here.hospitalId };
    for (const principal of [here.admin, here.nurse, here.manager, here.resident, key, page]) {
      expect(await seen(principal)).toEqual({
        hospitals: [here.hospitalId],
        communities: [here.communityId],
      });
      await expect(
        operations().getHospital(call(principal, { params: { hospitalId: there.hospitalId } })),
      ).rejects.toMatchObject(absent);
      await expect(
        operations().getCommunity(call(principal, { params: { communityId: there.communityId } })),
      ).rejects.toMatchObject(absent);
    }
    expect(await seen({ kind: 'anonymous' })).toEqual({ hospitals: [], communities: [] });
  });

  it('are updated by their own staff only', async () => {
    const rename = (principal: Principal, hospitalId: string) =>
      operations().updateHospital(
        call(principal, { params: { hospitalId }, body: { address: '2 New Road' } }),
      );
    await expect(rename(here.admin, here.hospitalId)).resolves.toMatchObject({
      body: { address: '2 New Road' },
    });
    await expect(rename(here.admin, there.hospitalId)).rejects.toMatchObject(absent);
    await expect(rename(here.nurse, here.hospitalId)).rejects.toMatchObject(absent);
    const moveIn = (principal: Principal, communityId: string) =>
      operations().updateCommunity(call(principal, { params: { communityId }, body: { address: 'Gate 2' } }));
    await expect(moveIn(here.manager, here.communityId)).resolves.toBeDefined();
    await expect(moveIn(here.manager, there.communityId)).rejects.toMatchObject(absent);
    await expect(moveIn(here.admin, here.communityId)).rejects.toMatchObject(absent);
    await expect(
      operations().createHospital(call(here.admin, { body: { name: 'Mine' } })),
    ).rejects.toMatchObject(absent);
  });

  it('are linked and unlinked repeatedly', async () => {
    const params = { hospitalId: here.hospitalId, communityId: there.communityId };
    const link = () => operations().linkCommunity(call(world.superAdmin, { params }));
    const unlink = () => operations().unlinkCommunity(call(world.superAdmin, { params }));
    const linked = async () =>
      (await operations().listCommunities(call(here.admin))).body.data
        .map((one) => one.id)
        .includes(there.communityId);
    expect(await linked()).toBe(false);
    await link();
    await link();
    expect(await linked()).toBe(true);
    await unlink();
    expect(await linked()).toBe(false);
    await expect(unlink()).rejects.toMatchObject(absent);
    await expect(
      operations().linkCommunity(call(world.superAdmin, { params: { ...params, hospitalId: SESSION } })),
    ).rejects.toMatchObject(absent);
    await expect(operations().linkCommunity(call(here.admin, { params }))).rejects.toMatchObject(absent);
  });

  it('are found by filters', async () => {
    const root = world.superAdmin;
    const ids = async (query: object) =>
      (await operations().listHospitals(call(root, { query }))).body.data.map((one) => one.id);
    expect(await ids({ search: 'hospital a' })).toEqual([here.hospitalId]);
    expect(await ids({ search: '%' })).toEqual([]);
    expect(await ids({ communityId: there.communityId })).toEqual([there.hospitalId]);
    expect(await ids({ active: false })).not.toContain(here.hospitalId);
  });
});

describe('services of a hospital', () => {
  const hours = [{ days: [1, 2, 3], from: '09:00', to: '17:00' }];

  it('are set, updated and listed', async () => {
    const params = { hospitalId: here.hospitalId, serviceType: 'consultation' };
    const put = async (body: object, headers = {}) =>
      (await operations().putHospitalService(call(here.admin, { params, body, headers } as never))).body;
    await expect(operations().getHospitalService(call(here.nurse, { params }))).rejects.toMatchObject(absent);
    expect(await put({ enabled: true, capacity: 4, hours })).toMatchObject({
      version: 1,
      capacity: 4,
      hours,
    });
    expect(await put({ enabled: false, capacity: 2 }, { 'if-match': '"1"' })).toMatchObject({
      version: 2,
      hours: null,
    });
    await expect(put({ enabled: true, capacity: 1 }, { 'if-match': '"1"' })).rejects.toMatchObject({
      status: 412,
    });
    expect(await put({ enabled: true, capacity: null })).toMatchObject({ version: 3, capacity: null });
    const night = [{ days: [5, 6], from: '22:30', to: '02:00' }];
    expect(await put({ enabled: true, capacity: 1, hours: night })).toMatchObject({
      version: 4,
      hours: night,
    });
    await expect(
      put({ enabled: true, capacity: 1, hours: [{ days: [1], from: '17:00', to: '17:00' }] }),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/hours/0' }] });
    await operations().putHospitalService(
      call(here.admin, {
        params: { ...params, serviceType: 'blood_test' },
        body: { enabled: true, capacity: 9 },
      }),
    );
    const list = async (query: object) =>
      (await operations().listHospitalServices(call(here.resident, { params, query }))).body;
    const first = await list({ limit: 1 });
    expect(first.data.map((one) => one.serviceType)).toEqual(['blood_test']);
    const second = await list({ limit: 1, cursor: first.nextCursor });
    expect(second).toMatchObject({ data: [{ serviceType: 'consultation' }], nextCursor: null });
    for (const text of ['a\0b', 'consultation', 'after Consultation', '']) {
      await expect(list({ cursor: Buffer.from(text).toString('base64url') })).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/query/cursor' }],
      });
    }
    await expect(
      operations().putHospitalService(
        call(here.admin, {
          params: { ...params, hospitalId: there.hospitalId },
          body: { enabled: true, capacity: 1 },
        }),
      ),
    ).rejects.toMatchObject(absent);
  });
});
