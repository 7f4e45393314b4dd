import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
} from '../../../../test/support/worlds/identity-world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { distanceMetres } from './place.ts';

let world: IdentityHarness;
let communityId: string;
const hospitals: Record<string, string> = {};
const staff: Record<string, string> = {};
const residents: Record<string, string> = {};

const operations = () => world.organisations.operations;
const asSystem = <T>(work: (uow: UnitOfWork) => Promise<T>) =>
  world.db.database.run(systemScope('test'), work);

beforeAll(async () => {
  world = await identityHarness();
  const root = world.superAdmin;
  const at = (latitude: number) => ({ latitude, longitude: 73 });
  communityId = (await operations().createCommunity(call(root, { body: { name: 'C', location: at(18) } })))
    .body.id;
  for (const [name, latitude] of [
    ['far', 18.5],
    ['near', 18.1],
    ['unmapped', null],
    ['closed', 18],
    ['foreign', 18],
  ] as const) {
    const body = { name, ...(latitude === null ? {} : { location: at(latitude) }) };
    const hospitalId = (await operations().createHospital(call(root, { body }))).body.id;
    hospitals[name] = hospitalId;
    if (name !== 'foreign')
      await operations().linkCommunity(call(root, { params: { hospitalId, communityId } }));
    if (name === 'closed') {
      await operations().updateHospital(call(root, { params: { hospitalId }, body: { active: false } }));
    }
  }
  for (const [name, role, onDuty] of [
    ['ready', 'paramedic', true],
    ['unseen', 'paramedic', true],
    ['resting', 'paramedic', false],
    ['nurse', 'nurse', true],
  ] as const) {
    const body = { role, name, email: `${name}@test.example`, hospitalId: hospitals.near ?? '', onDuty };
    staff[name] = (await operations().createStaff(call(root, { body }))).body.id;
  }
  for (const [name, neighborSosVolunteer] of [
    ['caller', true],
    ['helper', true],
    ['other', false],
  ] as const) {
    const phone = `+91950000000${Object.keys(residents).length}`;
    const body = { communityId, name, phone, neighborSosVolunteer };
    residents[name] = (await operations().createResident(call(root, { body }))).body.id;
  }
});
afterAll(() => world.close());

describe('hospitals serving a community', () => {
  const serving = async (serviceType = 'ambulance') =>
    (await asSystem((uow) => world.organisations.hospitalsServing(uow, communityId, serviceType))).map(
      ({ id }) => id,
    );

  it('are linked and active, sorted by distance, without a location last', async () => {
    expect(await serving()).toEqual([hospitals.near, hospitals.far, hospitals.unmapped]);
  });

  it('are sorted by priority before distance', async () => {
    await world.db.owner('hospital_community').where('hospital_id', hospitals.far).update({ priority: 1 });
    expect(await serving()).toEqual([hospitals.far, hospitals.near, hospitals.unmapped]);
    await world.db.owner('hospital_community').update({ priority: 100 });
  });

  it('offer services unless disabled, with their own settings', async () => {
    const params = { hospitalId: hospitals.near ?? '', serviceType: 'blood_test' };
    const hours = [{ days: [1], from: '09:00', to: '12:00' }];
    const put = (body: { enabled: boolean; capacity: number; hours?: typeof hours }) =>
      operations().putHospitalService(call(world.superAdmin, { params, body }));
    await put({ enabled: false, capacity: 3 });
    expect(await serving('blood_test')).toEqual([hospitals.far, hospitals.unmapped]);
    await put({ enabled: true, capacity: 3, hours });
    const [first] = await asSystem((uow) =>
      world.organisations.hospitalsServing(uow, communityId, 'blood_test'),
    );
    expect(first).toMatchObject({ id: hospitals.near, capacity: 3, hours, timezone: 'Asia/Kolkata' });
    const service = (type: string) =>
      asSystem((uow) => world.organisations.hospitalService(uow, hospitals.near ?? '', type));
    expect(await service('blood_test')).toEqual({ enabled: true, capacity: 3, hours });
    expect(await service('ambulance')).toEqual({ enabled: true, capacity: null, hours: null });
  });
});

describe('hospitals serving a community, by caller', () => {
  const seen = (who: Parameters<typeof world.db.database.run>[0]) =>
    world.db.database.run(who, async (uow) =>
      (await world.organisations.hospitalsServing(uow, communityId, 'ambulance')).map(({ id }) => id),
    );
  const member = (role: 'hospital_admin' | 'nurse', hospitalId: string | undefined) =>
    ({ ...world.superAdmin, id: hospitalId ?? '', role, hospitalId: hospitalId ?? '' }) as never;

  it('are all for the community, one for a hospital, none for others', async () => {
    const resident = { kind: 'resident', id: residents.caller, communityId, sessionId: null } as never;
    expect(await seen(resident)).toEqual([hospitals.near, hospitals.far, hospitals.unmapped]);
    expect(await seen(member('nurse', hospitals.far))).toEqual([hospitals.far]);
    expect(await seen(member('hospital_admin', hospitals.foreign))).toEqual([]);
  });

  it('are read in one query', async () => {
    const queries: string[] = [];
    await asSystem(async (uow) => {
      uow.trx.on('query', ({ sql }: { sql: string }) => void queries.push(sql));
      await world.organisations.hospitalsServing(uow, communityId, 'ambulance');
    });
    expect(queries.filter((sql) => sql.startsWith('select')).length).toBe(1);
  });
});

describe('candidates', () => {
  it('are on duty and active in one of the roles; old positions are null', async () => {
    const now = Date.now();
    const record = (id: string | undefined, minutes: number) =>
      asSystem((uow) =>
        world.organisations.recordPosition(uow, id ?? '', {
          latitude: 18,
          longitude: 73,
          recordedAt: new Date(now - minutes * 60_000),
        }),
      );
    await record(staff.ready, 1);
    await record(staff.unseen, 60);
    const ask = (roles: string[], positionsNotOlderThan?: Date) =>
      asSystem((uow) =>
        world.organisations.candidates(uow, {
          hospitalId: hospitals.near ?? '',
          roles,
          ...(positionsNotOlderThan === undefined ? {} : { positionsNotOlderThan }),
        }),
      );
    expect(await ask(['paramedic'], new Date(now - 10 * 60_000))).toEqual([
      {
        id: staff.ready,
        name: 'ready',
        onDutySince: expect.any(Date),
        position: { latitude: 18, longitude: 73 },
        positionAt: expect.any(Date),
      },
      {
        id: staff.unseen,
        name: 'unseen',
        onDutySince: expect.any(Date),
        position: null,
        positionAt: null,
      },
    ]);
    expect((await ask(['paramedic', 'nurse'])).map((one) => one.position === null)).toEqual([
      false,
      false,
      true,
    ]);
    expect(await ask(['hospital_admin'])).toEqual([]);
  });
});

describe('dispatchers', () => {
  const create = async (name: string, fields: object) => {
    const body = { name, role: 'nurse', onDuty: true, duties: ['dispatch'], ...fields } as const;
    const made = await operations().createStaff(
      call(world.superAdmin, {
        body: { ...body, email: `${name.replaceAll(' ', '.')}@desk.example` } as never,
      }),
    );
    return made.body.id;
  };
  const named = (hospitalId: string | null, who: Parameters<typeof world.db.database.run>[0]) =>
    world.db.database.run(who, async (uow) =>
      (await world.organisations.dispatchers(uow, hospitalId)).map(({ name }) => name),
    );

  it('are active staff on duty of the hospital with the duty, or super admins', async () => {
    const [near = '', far = ''] = [hospitals.near, hospitals.far];
    const first = await create('first', { hospitalId: near });
    await create('second', { hospitalId: near, role: 'paramedic' });
    await create('resting at the desk', { hospitalId: near, onDuty: false });
    const left = await create('left', { hospitalId: near });
    await operations().updateStaff(
      call(world.superAdmin, { params: { staffId: left }, body: { active: false } }),
    );
    await create('elsewhere', { hospitalId: far });
    await create('without', { hospitalId: far, duties: [] });
    await create('root', { role: 'super_admin' });

    const asked = systemScope('test');
    expect(await named(near, asked)).toEqual(['first', 'second']);
    expect(await named(far, asked)).toEqual(['elsewhere']);
    expect(await named(null, asked)).toEqual(['root']);
    const nurse = { ...world.superAdmin, id: first, role: 'nurse', hospitalId: near } as const;
    expect([await named(near, nurse), await named(far, nurse), await named(null, nurse)]).toEqual([
      ['first', 'second'],
      [],
      [],
    ]);
    const [found] = await asSystem((uow) => world.organisations.dispatchers(uow, near));
    const active = { active: true, onDuty: true, duties: ['dispatch'] };
    expect(found).toEqual({ id: first, role: 'nurse', hospitalId: near, name: 'first', ...active });
  });
});

describe('people and places', () => {
  it('are found by id, unless they are out of the caller’s reach', async () => {
    const face = world.organisations;
    expect(await asSystem((uow) => face.residentOf(uow, residents.caller ?? ''))).toEqual({
      id: residents.caller,
      communityId,
      name: 'caller',
      location: null,
      language: 'en',
      volunteer: true,
      active: true,
    });
    const values = await asSystem((uow) => face.identifyingValuesOf(uow, residents.caller ?? ''));
    expect(values.map(({ kind }) => kind)).toEqual(['name', 'phone', 'address']);
    expect(values[0]).toEqual({ kind: 'name', value: 'caller' });
    expect(await asSystem((uow) => face.communityOf(uow, communityId))).toMatchObject({
      timezone: 'Asia/Kolkata',
      location: { latitude: 18, longitude: 73 },
    });
    expect(await asSystem((uow) => face.staffOf(uow, staff.ready ?? ''))).toEqual({
      id: staff.ready,
      role: 'paramedic',
      hospitalId: hospitals.near,
      name: 'ready',
      active: true,
      onDuty: true,
      duties: [],
    });
    const admin = {
      ...world.superAdmin,
      role: 'hospital_admin',
      hospitalId: hospitals.foreign ?? '',
    } as const;
    const asks: ((uow: UnitOfWork) => Promise<unknown>)[] = [
      (uow) => face.residentOf(uow, residents.caller ?? ''),
      (uow) => face.identifyingValuesOf(uow, residents.caller ?? ''),
      (uow) => face.communityOf(uow, communityId),
      (uow) => face.hospitalOf(uow, hospitals.near ?? ''),
      (uow) => face.staffOf(uow, staff.ready ?? ''),
    ];
    for (const ask of asks) {
      await expect(world.db.database.run(admin, ask)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('have volunteers, without the excluded resident', async () => {
    const ask = (excludeResidentId?: string) =>
      asSystem((uow) =>
        world.organisations.volunteers(uow, {
          communityId,
          ...(excludeResidentId === undefined ? {} : { excludeResidentId }),
        }),
      );
    expect((await ask()).map((one) => one.name)).toEqual(['caller', 'helper']);
    expect(await ask(residents.caller)).toEqual([{ id: residents.helper, name: 'helper', home: null }]);
  });
});

it('measures the distance between places', () => {
  // Pune station to Mumbai CST: 118 km as the crow flies.
  const metres = distanceMetres(
    { latitude: 18.5289, longitude: 73.8744 },
    { latitude: 18.9398, longitude: 72.8355 },
  );
  expect(metres).toBeGreaterThan(117_000);
  expect(metres).toBeLessThan(120_000);
  expect(distanceMetres({ latitude: 1, longitude: 179.9 }, { latitude: 1, longitude: -179.9 })).toBeLessThan(
    23_000,
  );
});
