import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ApiKeyPrincipal,
  Principal,
  ResidentPrincipal,
  StaffPrincipal,
} from '../../kernel/auth/principal.ts';
import { call, type IdentityHarness, identityHarness } from '../identity/testing.ts';

let world: IdentityHarness;
/** Two hospitals and two communities that share nothing: `a` serves `A`, `b` serves `B`. */
let here: Side;
let there: Side;

interface Side {
  readonly hospitalId: string;
  readonly communityId: string;
  readonly admin: StaffPrincipal;
  readonly nurse: StaffPrincipal;
  readonly manager: StaffPrincipal;
  readonly resident: ResidentPrincipal;
}

const SESSION = '00000000-0000-7000-8000-000000000001';
const CITY = { latitude: 18.52, longitude: 73.85, address: 'Main gate', accuracyMetres: 12 };
const operations = () => world.organisations.operations;

let phones = 0;
const freshPhone = () => {
  phones += 1;
  return `+9196000${String(10_000 + phones)}`;
};

async function makeSide(name: string): Promise<Side> {
  const root = world.superAdmin;
  const hospital = await operations().createHospital(
    call(root, { body: { name: `Hospital ${name}`, location: CITY } }),
  );
  const community = await operations().createCommunity(call(root, { body: { name: `Community ${name}` } }));
  const [hospitalId, communityId] = [hospital.body.id, community.body.id];
  await operations().linkCommunity(call(root, { params: { hospitalId, communityId } }));
  const member = async (role: StaffPrincipal['role'], belongs: object): Promise<StaffPrincipal> => {
    const { body } = await operations().createStaff(
      call(root, {
        body: { role, name: `${role} ${name}`, email: `${role}.${name}@test.example`, ...belongs },
      }),
    );
    const { id, hospitalId: hospital, communityId: community } = body;
    return { kind: 'staff', id, role, hospitalId: hospital, communityId: community, sessionId: SESSION };
  };
  const resident = await operations().createResident(
    call(root, { body: { communityId, name: `Resident ${name}`, phone: freshPhone() } }),
  );
  return {
    hospitalId,
    communityId,
    admin: await member('hospital_admin', { hospitalId }),
    nurse: await member('nurse', { hospitalId }),
    manager: await member('community_manager', { communityId }),
    resident: { kind: 'resident', role: 'resident', id: resident.body.id, communityId, sessionId: SESSION },
  };
}

beforeAll(async () => {
  world = await identityHarness();
  here = await makeSide('A');
  there = await makeSide('B');
});
afterAll(() => world.close());

const absent = { code: 'not_found', status: 404 };

describe('communities and hospitals', () => {
  it('are created with the region’s time zone, read, changed and deactivated', async () => {
    const made = await operations().createHospital(
      call(world.superAdmin, {
        body: { name: 'Hill', phone: '+912012345678', address: '1 Hill Road', location: CITY },
      }),
    );
    expect(made).toMatchObject({ status: 201, headers: { Location: `/v1/hospitals/${made.body.id}` } });
    expect(made.body).toMatchObject({
      timezone: 'Asia/Kolkata',
      location: CITY,
      communityIds: [],
      active: true,
      version: 1,
    });
    const params = { hospitalId: made.body.id };
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
      world.db.emitted.filter(({ aggregate }) => aggregate.id === made.body.id).map(({ type }) => type),
    ).toEqual(['hospital.created', 'hospital.updated', 'hospital.deactivated']);
  });

  it('refuse a name that is taken, whatever the case, and a time zone that is none', async () => {
    await expect(
      operations().createCommunity(call(world.superAdmin, { body: { name: 'COMMUNITY a' } })),
    ).rejects.toMatchObject({ code: 'already_exists', status: 409, errors: [{ pointer: '/name' }] });
    await expect(
      operations().createCommunity(call(world.superAdmin, { body: { name: 'Moon', timezone: 'Moon/Base' } })),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/timezone' }] });
  });

  it('show each caller what hangs together with them, and nothing else', async () => {
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

  it('are changed by their own people alone', async () => {
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

  it('are linked and unlinked, again and again', async () => {
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

describe('staff', () => {
  const create = (principal: Principal, body: object) =>
    operations().createStaff(
      call(principal, {
        body: { name: 'S', email: `s${Math.random()}@test.example`, role: 'nurse', ...body } as never,
      }),
    );

  it('belong where their role says', async () => {
    const { hospitalId, communityId } = here;
    for (const [role, belongs, pointer] of [
      ['nurse', {}, '/hospitalId'],
      ['nurse', { hospitalId, communityId }, '/communityId'],
      ['community_manager', {}, '/communityId'],
      ['community_manager', { communityId, hospitalId }, '/hospitalId'],
      ['super_admin', { hospitalId }, '/hospitalId'],
      ['super_admin', { communityId }, '/communityId'],
      ['nurse', { hospitalId: SESSION }, '/hospitalId'],
    ] as const) {
      await expect(create(world.superAdmin, { role, ...belongs })).rejects.toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
    }
    await expect(create(world.superAdmin, { role: 'super_admin' })).resolves.toBeDefined();
  });

  it('are one to an email', async () => {
    await expect(create(here.admin, { email: 'NURSE.a@test.example' })).rejects.toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: '/email' }],
    });
  });

  it('are managed by admins of their hospital, in hospital roles', async () => {
    const made = await create(here.admin, { role: 'paramedic', phone: '+919812345678' });
    expect(made.body).toMatchObject({ hospitalId: here.hospitalId, onDuty: false, position: null });
    expect(made.body).not.toHaveProperty('password');
    await expect(create(here.admin, { hospitalId: there.hospitalId })).rejects.toMatchObject({ status: 422 });
    for (const role of ['super_admin', 'community_manager']) {
      await expect(create(here.admin, { role })).rejects.toMatchObject({
        code: 'role_not_allowed',
        status: 403,
      });
    }
    const patch = (principal: Principal, staffId: string, body: object) =>
      operations().updateStaff(call(principal, { params: { staffId }, body }));
    await expect(patch(here.admin, made.body.id, { role: 'super_admin' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(patch(here.admin, made.body.id, { hospitalId: there.hospitalId })).rejects.toMatchObject({
      status: 422,
    });
    await expect(patch(there.admin, made.body.id, { name: 'x' })).rejects.toMatchObject(absent);
    await expect(patch(here.nurse, made.body.id, { name: 'x' })).rejects.toMatchObject(absent);
    await expect(patch(here.admin, here.admin.id, { active: false })).rejects.toMatchObject({ status: 422 });
    expect((await patch(here.admin, made.body.id, { role: 'nurse', active: false })).body).toMatchObject({
      role: 'nurse',
      active: false,
      version: 2,
    });
  });

  it('cannot be made or changed into administrators by a key', async () => {
    const key: ApiKeyPrincipal = { kind: 'api_key', id: SESSION, hospitalId: here.hospitalId, scopes: [] };
    const platform: ApiKeyPrincipal = { ...key, hospitalId: null };
    const made = await create(key, {});
    for (const principal of [key, platform]) {
      await expect(
        create(principal, { role: 'hospital_admin', hospitalId: here.hospitalId }),
      ).rejects.toMatchObject({
        status: 403,
      });
      for (const [staffId, body] of [
        [here.admin.id, { password: 'taken over' }],
        [made.body.id, { role: 'hospital_admin' }],
      ] as const) {
        await expect(
          operations().updateStaff(call(principal, { params: { staffId }, body })),
        ).rejects.toMatchObject({ status: 403 });
      }
    }
  });

  it('are seen within their hospital or community', async () => {
    const seen = async (principal: Principal) =>
      new Set(
        (await operations().listStaff(call(principal))).body.data.map(
          (one) => one.hospitalId ?? one.communityId,
        ),
      );
    expect(await seen(here.nurse)).toEqual(new Set([here.hospitalId]));
    expect(await seen(here.manager)).toEqual(new Set([here.communityId]));
    expect(await seen(here.resident)).toEqual(new Set());
    await expect(
      operations().getStaff(call(here.nurse, { params: { staffId: there.nurse.id } })),
    ).rejects.toMatchObject(absent);
    const { body } = await operations().listStaff(
      call(world.superAdmin, { query: { role: 'nurse', hospitalId: there.hospitalId, onDuty: false } }),
    );
    expect(body.data.map((one) => one.id)).toEqual([there.nurse.id]);
  });
});

describe('residents', () => {
  const create = (principal: Principal, body: object) =>
    operations().createResident(
      call(principal, {
        body: { communityId: here.communityId, name: 'R', phone: freshPhone(), ...body } as never,
      }),
    );

  it('keep everything that was said about them', async () => {
    const fields = {
      email: 'r@test.example',
      unit: 'B-404',
      dateOfBirth: '1950-02-28',
      language: 'hi',
      location: CITY,
      neighborSosVolunteer: true,
    };
    const made = await create(here.manager, fields);
    expect(made.body).toMatchObject(fields);
    const params = { residentId: made.body.id };
    const patch = async (body: object) =>
      (await operations().updateResident(call(here.manager, { params, body }))).body;
    expect(await patch({ email: null, location: null, dateOfBirth: null, unit: 'C-1' })).toMatchObject({
      email: null,
      location: null,
      dateOfBirth: null,
      unit: 'C-1',
      language: 'hi',
      version: 2,
    });
    await expect(patch({ dateOfBirth: '2999-01-01' })).rejects.toMatchObject({ status: 422 });
  });

  it('are one active person to a phone; a number can be handed on', async () => {
    const phone = freshPhone();
    const first = await create(here.manager, { phone });
    await expect(create(there.admin, { phone, communityId: there.communityId })).rejects.toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: '/phone' }],
    });
    const params = { residentId: first.body.id };
    await operations().updateResident(call(here.manager, { params, body: { active: false } }));
    await expect(create(there.admin, { phone, communityId: there.communityId })).resolves.toBeDefined();
    await expect(
      operations().updateResident(call(here.manager, { params, body: { active: true } })),
    ).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('are managed within the own community or a linked hospital', async () => {
    const params = { residentId: there.resident.id };
    for (const principal of [here.manager, here.admin, here.nurse, here.resident]) {
      await expect(operations().getResident(call(principal, { params }))).rejects.toMatchObject(absent);
      await expect(
        operations().updateResident(call(principal, { params, body: { name: 'x' } })),
      ).rejects.toMatchObject(absent);
      const { body } = await operations().listResidents(
        call(principal, { query: { communityId: there.communityId } }),
      );
      expect(body.data).toEqual([]);
    }
    for (const principal of [here.manager, here.admin]) {
      await expect(create(principal, { communityId: there.communityId })).rejects.toMatchObject({
        status: 422,
      });
      await expect(
        operations().updateResident(
          call(principal, {
            params: { residentId: here.resident.id },
            body: { communityId: there.communityId },
          }),
        ),
      ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/communityId' }] });
    }
    await expect(create(here.admin, {})).resolves.toBeDefined();
    const { body } = await operations().listResidents(call(here.resident));
    expect(body.data.map((one) => one.id)).toEqual([here.resident.id]);
  });

  it('are found by phone and by part of the name', async () => {
    const made = await create(here.manager, { name: 'Söhnke 100%_a\\b' });
    const ids = async (query: object) =>
      (await operations().listResidents(call(here.manager, { query }))).body.data.map((one) => one.id);
    expect(await ids({ phone: made.body.phone })).toEqual([made.body.id]);
    for (const search of ['100%_', 'SÖHN', 'a\\b']) expect(await ids({ search })).toEqual([made.body.id]);
  });
});

describe('pages', () => {
  it('show every row once while others are added', async () => {
    const { body: community } = await operations().createCommunity(
      call(world.superAdmin, { body: { name: 'Pages' } }),
    );
    const add = async () =>
      (
        await operations().createResident(
          call(world.superAdmin, { body: { communityId: community.id, name: 'P', phone: freshPhone() } }),
        )
      ).body.id;
    const before = [];
    for (let i = 0; i < 25; i += 1) before.push(await add());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { communityId: community.id, limit: 7, ...(cursor === null ? {} : { cursor }) };
      const { body } = await operations().listResidents(call(world.superAdmin, { query }));
      expect(body.data.length).toBeLessThanOrEqual(7);
      seen.push(...body.data.map((one) => one.id));
      cursor = body.nextCursor;
      await add();
    } while (cursor !== null);
    expect(seen).toEqual(before.toReversed());
  });

  it('refuse a cursor that is none', async () => {
    for (const cursor of ['x', 'abcdef', '_'.repeat(40)]) {
      await expect(
        operations().listStaff(call(world.superAdmin, { query: { cursor } })),
      ).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/query/cursor' }],
      });
    }
  });
});

describe('services of a hospital', () => {
  const hours = [{ days: [1, 2, 3], from: '09:00', to: '17:00' }];

  it('are set, changed and listed', async () => {
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
    await expect(
      put({ enabled: true, capacity: 1, hours: [{ days: [1], from: '17:00', to: '09:00' }] }),
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

describe('oneself', () => {
  it('is read and changed by each kind of person', async () => {
    const me = async (principal: Principal) => (await operations().getMe(call(principal))).body;
    const patch = (principal: Principal, body: object) => operations().updateMe(call(principal, { body }));
    expect(await me(here.nurse)).toMatchObject({
      kind: 'staff',
      role: 'nurse',
      hospitalId: here.hospitalId,
      onDuty: false,
    });
    await patch(here.nurse, { onDuty: true });
    expect(await me(here.nurse)).toMatchObject({ onDuty: true });
    await patch(here.resident, { language: 'hi', neighborSosVolunteer: true });
    expect(await me(here.resident)).toMatchObject({
      kind: 'resident',
      language: 'hi',
      neighborSosVolunteer: true,
    });
    await expect(patch(here.resident, { onDuty: true })).rejects.toMatchObject({ status: 422 });
    await expect(patch(here.manager, { neighborSosVolunteer: true })).rejects.toMatchObject({ status: 422 });
    await expect(me({ kind: 'anonymous' })).rejects.toMatchObject({ status: 403 });
  });

  it('has a place, of which the newest counts', async () => {
    const report = (body: object) => operations().updateMyPosition(call(here.nurse, { body } as never));
    const position = async (principal: Principal) =>
      (await operations().getStaff(call(principal, { params: { staffId: here.nurse.id } }))).body.position;
    await report({ latitude: 1, longitude: 1, recordedAt: '2026-01-02T00:00:00Z' });
    await report({ latitude: 2, longitude: 2, recordedAt: '2026-01-01T00:00:00Z' });
    expect(await position(here.admin)).toEqual({
      latitude: 1,
      longitude: 1,
      recordedAt: '2026-01-02T00:00:00.000Z',
    });
    await report({ latitude: 3, longitude: 3 });
    expect(await position(here.admin)).toMatchObject({ latitude: 3 });
    await report({ latitude: 4, longitude: 4, recordedAt: '2999-01-01T00:00:00Z' });
    expect(Date.parse((await position(here.admin))?.recordedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});
