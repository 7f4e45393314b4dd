import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
} from '../../../../test/support/worlds/identity-world.ts';
import type { Principal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: IdentityHarness;
let communityId: string;
let hospitalId: string;
let manager: StaffPrincipal;
let admin: StaffPrincipal;

type Kind = 'hospitals' | 'communities' | 'staff' | 'residents';

beforeAll(async () => {
  world = await identityHarness();
  const { operations } = world.organisations;
  const root = world.superAdmin;
  communityId = (await operations.createCommunity(call(root, { body: { name: 'Green Park' } }))).body.id;
  hospitalId = (await operations.createHospital(call(root, { body: { name: 'City' } }))).body.id;
  manager = { ...root, role: 'community_manager', communityId };
  admin = { ...root, role: 'hospital_admin', hospitalId };
});
afterAll(() => world.close());

interface Options {
  readonly onNameChange?: 'fail' | 'update';
  readonly dryRun?: boolean;
  readonly lines?: number[];
}

const run = async (
  kind: Kind,
  rows: Record<string, string>[],
  principal: Principal = world.superAdmin,
  options: Options = {},
) => {
  const body = { rows, ...options };
  return (await world.organisations.operations.importRows(call(principal, { params: { kind }, body }))).body
    .results;
};
const statuses = (results: Awaited<ReturnType<typeof run>>) => results.map((one) => one.status);

describe('residents', () => {
  const row = (number: number, more: Record<string, string> = {}) => ({
    name: `Resident ${number}`,
    phone: `+9194000${String(10_000 + number)}`,
    community: 'green park',
    ...more,
  });

  it('are created once, unchanged when repeated and updated where they differ', async () => {
    const rows = [
      row(1, { unit: 'A-1', dateOfBirth: '1980-12-31' }),
      row(2, { latitude: '18.5', longitude: '73.8', address: 'Gate' }),
    ];
    const first = await run('residents', rows);
    expect(statuses(first)).toEqual(['created', 'created']);
    const again = await run('residents', rows);
    expect(statuses(again)).toEqual(['unchanged', 'unchanged']);
    expect(again.map((one) => one.id)).toEqual(first.map((one) => one.id));
    const changed = await run('residents', [row(1, { unit: 'A-2' }), row(2)]);
    expect(statuses(changed)).toEqual(['updated', 'unchanged']);
    const read = async (index: number) =>
      (
        await world.organisations.operations.getResident(
          call(world.superAdmin, { params: { residentId: first[index]?.id ?? '' } }),
        )
      ).body;
    expect(await read(0)).toMatchObject({ unit: 'A-2', dateOfBirth: '1980-12-31', version: 2 });
    expect(await read(1)).toMatchObject({
      location: { latitude: 18.5, longitude: 73.8, address: 'Gate' },
      version: 1,
    });
  });

  it('have their phones normalised', async () => {
    const rows = ['098450 12345', '+91 (98450) 12345', '9845012345', '00919845012345'].map((phone) => ({
      name: 'Same',
      phone,
      communityId,
    }));
    expect(statuses(await run('residents', rows))).toEqual([
      'created',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  it('fail by row with all faults, without failing valid rows', async () => {
    const results = await run('residents', [
      row(10),
      {
        name: '',
        phone: '12',
        community: 'Nowhere',
        dateOfBirth: '31/12/1980',
        latitude: '95',
        neighborSosVolunteer: 'maybe',
      },
      row(11, { nmae: 'typo' }),
      row(12),
      row(12, { unit: 'other' }),
      { ...row(13), community: '' },
      row(14, { address: 'no point' }),
      row(15, { dateOfBirth: '2023-02-29', language: 'Hindi!', email: 'nobody' }),
    ]);
    expect(statuses(results)).toEqual([
      'created',
      'failed',
      'failed',
      'created',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
    const fields = (index: number) => results[index]?.errors.map((error) => error.field);
    expect(fields(1)).toEqual([
      'community',
      'name',
      'phone',
      'dateOfBirth',
      'latitude',
      'neighborSosVolunteer',
    ]);
    expect(fields(2)).toEqual(['nmae']);
    expect(results[4]?.errors).toEqual([
      {
        field: null,
        detail: expect.stringMatching(/^is about the same record as row 4 but has different values/),
      },
    ]);
    expect(fields(5)).toEqual(['communityId']);
    expect(fields(6)).toEqual(['address']);
    expect(fields(7)).toEqual(['dateOfBirth', 'email', 'language']);
    for (const result of results.filter((one) => one.status === 'failed')) {
      expect(result.id).toBeNull();
      for (const { detail } of result.errors) expect(detail.length).toBeGreaterThan(10);
    }
  });

  it('belong to the community of the manager only', async () => {
    const { body: other } = await world.organisations.operations.createCommunity(
      call(world.superAdmin, { body: { name: 'Lake View' } }),
    );
    const taken = await run('residents', [row(20, { community: 'Lake View' })]);
    expect(statuses(taken)).toEqual(['created']);
    const { community: _, ...bare } = row(21);
    const results = await run(
      'residents',
      [
        bare,
        row(22, { community: 'Lake View' }),
        { ...row(23), community: '', communityId: other.id },
        { ...row(20), community: '' },
      ],
      manager,
    );
    expect(statuses(results)).toEqual(['created', 'failed', 'failed', 'failed']);
    expect(results[3]?.errors).toMatchObject([{ field: 'phone' }]);
  });

  it('are imported in thousands and unchanged when repeated', async () => {
    const RESIDENTS = sized({ small: 1_000, full: 10_000 });
    const rows = Array.from({ length: RESIDENTS }, (_, index) => ({
      name: `Bulk ${index}`,
      phone: `093${String(10_000_000 + index)}`,
      communityId,
      unit: `T-${index}`,
      neighborSosVolunteer: index % 3 === 0 ? 'yes' : 'no',
    }));
    const importAll = async () => {
      const start = performance.now();
      const counts: Record<string, number> = {};
      for (let at = 0; at < rows.length; at += 500) {
        for (const { status } of await run('residents', rows.slice(at, at + 500), manager)) {
          counts[status] = (counts[status] ?? 0) + 1;
        }
      }
      return { counts, seconds: (performance.now() - start) / 1000 };
    };
    const first = await importAll();
    expect(first.counts).toEqual({ created: RESIDENTS });
    const second = await importAll();
    expect(second.counts).toEqual({ unchanged: RESIDENTS });
    console.info(
      `${RESIDENTS} residents: ${first.seconds.toFixed(1)} s, repeated ${second.seconds.toFixed(1)} s`,
    );
  }, 900_000);
});

describe('staff', () => {
  const row = (name: string, more: Record<string, string> = {}) => ({
    role: 'Nurse',
    name,
    email: `${name}@Test.example`,
    hospital: 'City',
    ...more,
  });
  const signIn = (email: string, password: string) =>
    world.identity.operations.login(call({ kind: 'anonymous' }, { body: { email, password } }));

  it('are matched by email; a password is used for new people only', async () => {
    const rows = [
      row('asha', { password: 'first-rain-on-dust' }),
      row('bina', { onDuty: 'yes', phone: '098450 12345' }),
    ];
    expect(statuses(await run('staff', rows))).toEqual(['created', 'created']);
    await expect(signIn('asha@test.example', 'first-rain-on-dust')).resolves.toBeDefined();
    const again = rows.map((one) => ({ ...one, password: 'second-rain-on-dust' }));
    expect(statuses(await run('staff', again))).toEqual(['unchanged', 'unchanged']);
    await expect(signIn('asha@test.example', 'first-rain-on-dust')).resolves.toBeDefined();
    await expect(signIn('bina@test.example', 'second-rain-on-dust')).rejects.toMatchObject({ status: 401 });
  });

  it('have the duties of their row; an empty cell keeps them, none clears them', async () => {
    const [created] = await run('staff', [row('dia', { duties: 'Dispatch' })]);
    const duties = async () => {
      const params = { staffId: created?.id ?? '' };
      const { body } = await world.organisations.operations.getStaff(call(world.superAdmin, { params }));
      return body.duties;
    };
    for (const [cell, status, after] of [
      ['dispatch; dispatch', 'unchanged', ['dispatch']],
      ['', 'unchanged', ['dispatch']],
      ['none', 'updated', []],
      ['none', 'unchanged', []],
      ['dispatch', 'updated', ['dispatch']],
    ] as const) {
      expect(statuses(await run('staff', [row('dia', { duties: cell })])), cell).toEqual([status]);
      expect(await duties(), cell).toEqual(after);
    }
    const manages = { role: 'community_manager', hospital: '', community: 'Green Park', duties: 'dispatch' };
    const wrong = [row('ed', { duties: 'triage' }), row('fay', { duties: 'none; dispatch' })];
    for (const { errors } of await run('staff', [...wrong, row('gus', manages)])) {
      expect(errors).toMatchObject([{ field: 'duties' }]);
    }
  });

  it('have a language that the region supports', async () => {
    const rows = [row('lalit', { language: 'hi' }), row('leela'), row('louis', { language: 'fr' })];
    const results = await run('staff', rows);
    expect(statuses(results)).toEqual(['created', 'created', 'failed']);
    expect(results[2]?.errors).toEqual([
      { field: 'language', detail: 'must be a language of the region: en, hi' },
    ]);
    const spoken = async (index: number) =>
      (
        await world.organisations.operations.getStaff(
          call(world.superAdmin, { params: { staffId: results[index]?.id ?? '' } }),
        )
      ).body.language;
    expect([await spoken(0), await spoken(1)]).toEqual(['hi', 'en']);
    // A file without the column leaves the language of everyone unchanged.
    expect(statuses(await run('staff', [row('lalit'), row('leela', { language: 'hi' })]))).toEqual([
      'unchanged',
      'updated',
    ]);
    expect([await spoken(0), await spoken(1)]).toEqual(['hi', 'hi']);
  });

  it('fail for a wrong place, a weak password or an email taken elsewhere', async () => {
    await run('staff', [row('elsewhere', { hospital: 'City' })]);
    await world.organisations.operations.createHospital(call(world.superAdmin, { body: { name: 'Lake' } }));
    const results = await run('staff', [
      row('c1', { role: 'doctor' }),
      row('c2', { hospital: '' }),
      row('c3', { role: 'community manager', hospital: '', community: 'Green Park' }),
      row('c4', { password: 'short' }),
      row('c5', { role: 'super_admin' }),
      row('asha', { role: 'paramedic' }),
      { ...row('c6'), email: '' },
    ]);
    expect(statuses(results)).toEqual([
      'failed',
      'failed',
      'created',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
    expect(results.map((one) => one.errors[0]?.field)).toEqual([
      ...['role', 'hospitalId', undefined, 'password', 'hospitalId', 'role', 'email'],
    ]);
  });

  it('cannot lock themselves out; concurrent imports detect each other', async () => {
    const rows = ['g', 'h'].map((name) => row(name, { role: 'hospital_admin' }));
    const [created] = await run('staff', rows);
    const self: StaffPrincipal = { ...admin, id: created?.id ?? '' };
    const off = rows.map((one) => ({ ...one, active: 'no' }));
    const results = await run('staff', off, self);
    expect(statuses(results)).toEqual(['failed', 'updated']);
    expect(results[0]?.errors).toMatchObject([
      { field: 'active', detail: expect.stringMatching(/yourself/) },
    ]);

    const many = Array.from({ length: 30 }, (_, at) => row(`many${at}`));
    const ids = (await run('staff', many)).map(({ id }) => id ?? '');
    const both = await Promise.all(
      ['yes', 'no'].map((onDuty) =>
        run(
          'staff',
          many.map((one) => ({ ...one, onDuty, name: `Duty ${onDuty}` })),
          world.superAdmin,
          { onNameChange: 'update' },
        ),
      ),
    );
    for (const [at, staffId] of ids.entries()) {
      const written = both.filter((all) => all[at]?.status === 'updated').length;
      const { body } = await world.organisations.operations.getStaff(
        call(world.superAdmin, { params: { staffId } }),
      );
      expect(body.version).toBe(1 + written);
      for (const all of both)
        if (all[at]?.status === 'failed') expect(all[at]?.errors[0]?.detail).toMatch(/again/);
    }
  });

  it('of a hospital are imported by its admin, in hospital roles', async () => {
    const { hospital: _, ...bare } = row('deepa');
    const results = await run(
      'staff',
      [bare, row('e', { hospital: 'Lake' }), { ...bare, email: 'f@x.example', role: 'super_admin' }],
      admin,
    );
    expect(statuses(results)).toEqual(['created', 'failed', 'failed']);
    expect(results[1]?.errors).toMatchObject([{ field: 'hospital' }]);
    expect(results[2]?.errors[0]?.detail).not.toContain('community_manager');
  });
});

describe('hospitals and communities', () => {
  it('are matched by name and linked by name', async () => {
    const communities = [{ name: 'East' }, { name: 'West', timezone: 'Asia/Tokyo', active: 'no' }];
    expect(statuses(await run('communities', communities))).toEqual(['created', 'created']);
    const rows = [
      { name: 'Joint', phone: '020 2612 3456', communities: 'East; west', latitude: '18', longitude: '73' },
    ];
    const [first] = await run('hospitals', rows);
    expect(first?.status).toBe('created');
    const respelled = [{ ...rows[0], name: 'JOINT ' } as never];
    expect(statuses(await run('hospitals', respelled))).toEqual(['unchanged']);
    const renaming = { onNameChange: 'update' } as const;
    expect(statuses(await run('hospitals', respelled, world.superAdmin, renaming))).toEqual(['updated']);
    const { body } = await world.organisations.operations.getHospital(
      call(world.superAdmin, { params: { hospitalId: first?.id ?? '' } }),
    );
    expect(body).toMatchObject({
      name: 'JOINT',
      phone: '+912026123456',
      communityIds: [expect.any(String), expect.any(String)],
    });
    const bad = await run('hospitals', [
      { name: 'Bad', communities: 'East; Nowhere', timezone: 'Moon/Base', longitude: '1' },
    ]);
    expect(bad[0]?.errors.map((error) => error.field)).toEqual(['timezone', 'latitude', 'communities']);
  });

  it('are imported by super admins only', async () => {
    for (const [kind, principal] of [
      ['hospitals', admin],
      ['communities', manager],
      ['staff', manager],
    ] as const) {
      await expect(run(kind, [{ name: 'x' }], principal)).rejects.toMatchObject({ code: 'role_not_allowed' });
    }
  });
});
