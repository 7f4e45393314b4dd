import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type IdentityHarness, PASSWORD } from '../../../../test/support/worlds/identity-world.ts';
import {
  CITY,
  freshPhone,
  SESSION,
  type Side,
  twoSides,
} from '../../../../test/support/worlds/organisations-world.ts';
import type { ApiKeyPrincipal, Principal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { StaffPosition } from '../models.ts';

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

describe('staff', () => {
  const create = (principal: Principal, body: object) =>
    operations().createStaff(
      call(principal, {
        body: { name: 'S', email: `s${Math.random()}@test.example`, role: 'nurse', ...body } as never,
      }),
    );

  it('belong to a hospital or a community as their role requires', async () => {
    const { hospitalId, communityId } = here;
    for (const [role, belongs, pointer] of [
      ['nurse', {}, '/hospitalId'],
      ['nurse', { hospitalId, communityId }, '/communityId'],
      ['community_manager', {}, '/communityId'],
      ['community_manager', { communityId, hospitalId }, '/hospitalId'],
      ['super_admin', { hospitalId }, '/hospitalId'],
      ['super_admin', { communityId }, '/communityId'],
    ] as const) {
      await expect(create(world.superAdmin, { role, ...belongs })).rejects.toMatchObject({
        status: 422,
        errors: [{ pointer }],
      });
    }
    await expect(create(world.superAdmin, { role: 'nurse', hospitalId: SESSION })).rejects.toMatchObject({
      status: 404,
      errors: [{ pointer: '/hospitalId' }],
    });
    await expect(create(world.superAdmin, { role: 'super_admin' })).resolves.toBeDefined();
  });

  it('cannot set their own password or email with an unattended session', async () => {
    const params = { staffId: here.admin.id };
    for (const [field, value] of [
      ['password', 'lantern mango rivers 42'],
      ['email', 'somebody.else@test.example'],
    ] as const) {
      const own = operations().updateStaff(call(here.admin, { params, body: { [field]: value } }));
      await expect(own).rejects.toMatchObject({ status: 422, errors: [{ pointer: `/${field}` }] });
    }
    // Another administrator may, and unchanged values are accepted.
    const { email } = (await operations().getStaff(call(here.admin, { params }))).body;
    const same = { email: email.toUpperCase(), phone: '+919812345111' };
    await expect(operations().updateStaff(call(here.admin, { params, body: same }))).resolves.toBeDefined();
    const body = { email: 'a.renamed@test.example' };
    await expect(operations().updateStaff(call(world.superAdmin, { params, body }))).resolves.toMatchObject({
      body,
    });
  });

  it('have a unique email', async () => {
    await expect(create(here.admin, { email: 'NURSE.a@test.example' })).rejects.toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: '/email' }],
    });
  });

  it('are managed by admins of their hospital, in hospital roles', async () => {
    const created = await create(here.admin, { role: 'paramedic', phone: '+919812345678' });
    expect(created.body).toMatchObject({ hospitalId: here.hospitalId, onDuty: false, position: null });
    expect(created.body).not.toHaveProperty('password');
    await expect(create(here.admin, { hospitalId: there.hospitalId })).rejects.toMatchObject({ status: 404 });
    for (const role of ['super_admin', 'community_manager']) {
      await expect(create(here.admin, { role })).rejects.toMatchObject({
        code: 'role_not_allowed',
        status: 403,
      });
    }
    const patch = (principal: Principal, staffId: string, body: object) =>
      operations().updateStaff(call(principal, { params: { staffId }, body }));
    await expect(patch(here.admin, created.body.id, { role: 'super_admin' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(patch(here.admin, created.body.id, { hospitalId: there.hospitalId })).rejects.toMatchObject({
      status: 404,
    });
    await expect(patch(there.admin, created.body.id, { name: 'x' })).rejects.toMatchObject(absent);
    await expect(patch(here.nurse, created.body.id, { name: 'x' })).rejects.toMatchObject(absent);
    await expect(patch(here.admin, here.admin.id, { active: false })).rejects.toMatchObject({ status: 422 });
    expect((await patch(here.admin, created.body.id, { role: 'nurse', active: false })).body).toMatchObject({
      role: 'nurse',
      active: false,
      version: 2,
    });
  });

  it('have duties beside their role, unless they manage a community', async () => {
    const { hospitalId, communityId } = here;
    const duties = ['dispatch'];
    const created = await create(here.admin, { duties });
    expect(created.body).toMatchObject({ role: 'nurse', duties });
    const params = { staffId: created.body.id };
    const patch = async (principal: Principal, body: object) =>
      (await operations().updateStaff(call(principal, { params, body }))).body;
    const found = async (query: object) =>
      (await operations().listStaff(call(world.superAdmin, { query }))).body.data.map((one) => one.id);

    expect(await patch(here.admin, { duties })).toMatchObject({ version: 1 });
    expect(await found({ duty: 'dispatch', hospitalId })).toEqual([created.body.id]);
    const me = { ...here.nurse, id: created.body.id };
    expect((await operations().getMe(call(me))).body).toMatchObject({ duties });
    await expect(patch(there.admin, { duties: [] })).rejects.toMatchObject(absent);
    await expect(patch(me, { duties: [] })).rejects.toMatchObject({ code: 'role_not_allowed' });
    expect((await create(world.superAdmin, { role: 'super_admin', duties })).body).toMatchObject({ duties });

    const rejected = { status: 422, errors: [{ pointer: '/duties' }] };
    const manages = { role: 'community_manager', communityId, hospitalId: null };
    await expect(create(world.superAdmin, { ...manages, duties })).rejects.toMatchObject(rejected);
    await expect(patch(world.superAdmin, manages)).rejects.toMatchObject(rejected);

    expect(await patch(here.admin, { duties: [] })).toMatchObject({ duties: [], version: 2 });
    expect(await found({ duty: 'dispatch', hospitalId })).toEqual([]);
  });

  it('lose their sessions with a duty, not when they are given one', async () => {
    const created = await create(here.admin, { email: 'desk@test.example', password: PASSWORD });
    const params = { staffId: created.body.id };
    const change = (duties: 'dispatch'[]) =>
      operations().updateStaff(call(here.admin, { params, body: { duties } }));
    const { body } = await world.identity.operations.login(
      call({ kind: 'anonymous' }, { body: { email: 'desk@test.example', password: PASSWORD } }),
    );
    const signedIn = () => world.identity.authenticator.verify({ kind: 'bearer', token: body.accessToken });
    await change(['dispatch']);
    await expect(signedIn()).resolves.toMatchObject({ id: created.body.id });
    await change([]);
    await expect(signedIn()).rejects.toMatchObject({ status: 401 });
  });

  it('cannot be made administrators by a key', async () => {
    const key: ApiKeyPrincipal = { kind: 'api_key', id: SESSION, hospitalId: here.hospitalId, scopes: [] };
    const platform: ApiKeyPrincipal = { ...key, hospitalId: null };
    const created = await create(key, {});
    for (const principal of [key, platform]) {
      await expect(
        create(principal, { role: 'hospital_admin', hospitalId: here.hospitalId }),
      ).rejects.toMatchObject({
        status: 403,
      });
      for (const [staffId, body] of [
        [here.admin.id, { password: 'taken over by somebody' }],
        [created.body.id, { role: 'hospital_admin' }],
      ] as const) {
        await expect(
          operations().updateStaff(call(principal, { params: { staffId }, body })),
        ).rejects.toMatchObject({ status: 403 });
      }
    }
  });

  it('are visible within their hospital or community', async () => {
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

  it('have a language of the region, by default the first', async () => {
    const created = await create(here.admin, { name: 'Lata', email: 'lata@test.example' });
    expect(created.body.language).toBe('en');
    const params = { staffId: created.body.id };
    const change = (language: string) =>
      operations().updateStaff(call(here.admin, { params, body: { language } }));
    expect((await change('hi')).body).toMatchObject({ language: 'hi', version: 2 });
    await expect(change('fr')).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/language', detail: 'must be a language of the region: en, hi' }],
    });
    await expect(
      create(here.admin, { name: 'Lata', email: 'lata.fr@test.example', language: 'fr' }),
    ).rejects.toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/language' }] });
    const root = await create(world.superAdmin, {
      ...{ role: 'super_admin', hospitalId: null, language: 'hi-IN' },
      ...{ name: 'Root Three', email: 'root.three@test.example' },
    });
    expect(root.body.language).toBe('hi-IN');
  });

  it('are found by part of the name or email', async () => {
    const created = await create(here.admin, { name: 'Zubin Irani', email: 'z.irani@test.example' });
    const ids = async (text: string) =>
      (await operations().searchStaff(call(here.admin, { body: { text } }))).body.data.map((one) => one.id);
    for (const text of ['zubin', 'Z.IRANI@', '.irani@test'])
      expect(await ids(text)).toEqual([created.body.id]);
    expect(await ids('nobody.at.all@')).toEqual([]);
  });

  it('keep their last position when they move to another hospital', async () => {
    const created = await create(here.admin, {});
    const at = { latitude: 12.9, longitude: 77.6, recordedAt: new Date() };
    const row = { staffId: created.body.id, hospitalId: here.hospitalId, ...at, accuracyMetres: null };
    const position = () =>
      world.db.database.run(systemScope('test'), async ({ trx }) =>
        StaffPosition.query(trx).findById(created.body.id),
      );
    await world.db.database.run(systemScope('test'), async ({ trx }) => StaffPosition.query(trx).insert(row));
    const move = { params: { staffId: created.body.id }, body: { hospitalId: there.hospitalId } };
    await operations().updateStaff(call(world.superAdmin, move));
    expect((await position())?.hospitalId).toBe(there.hospitalId);
    const wrong = { ...row, staffId: here.nurse.id, hospitalId: there.hospitalId };
    await expect(
      world.db.database.run(systemScope('test'), async ({ trx }) => StaffPosition.query(trx).insert(wrong)),
    ).rejects.toMatchObject({ constraint: 'staff_position_of_staff_fkey' });
  });
});

describe('residents', () => {
  const create = (principal: Principal, body: object) =>
    operations().createResident(
      call(principal, {
        body: { communityId: here.communityId, name: 'R', phone: freshPhone(), ...body } as never,
      }),
    );

  it('keep every field that was entered', async () => {
    const fields = {
      email: 'r@test.example',
      unit: 'B-404',
      dateOfBirth: '1950-02-28',
      language: 'hi',
      location: CITY,
      neighborSosVolunteer: true,
    };
    const created = await create(here.manager, fields);
    expect(created.body).toMatchObject(fields);
    const params = { residentId: created.body.id };
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

  it('have a unique phone while active; a number can be reused', async () => {
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

  it('are managed within their community or by a linked hospital', async () => {
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
        status: 404,
      });
      await expect(
        operations().updateResident(
          call(principal, {
            params: { residentId: here.resident.id },
            body: { communityId: there.communityId },
          }),
        ),
      ).rejects.toMatchObject({ status: 404, errors: [{ pointer: '/communityId' }] });
    }
    await expect(create(here.admin, {})).resolves.toBeDefined();
    const { body } = await operations().listResidents(call(here.resident));
    expect(body.data.map((one) => one.id)).toEqual([here.resident.id]);
  });

  it('are found by phone and by part of the name', async () => {
    const created = await create(here.manager, { name: 'Söhnke 100%_a\\b' });
    const ids = async (body: object) =>
      (await operations().searchResidents(call(here.manager, { body }))).body.data.map((one) => one.id);
    expect(await ids({ phone: created.body.phone })).toEqual([created.body.id]);
    for (const text of ['100%_', 'SÖHN', 'a\\b']) expect(await ids({ text })).toEqual([created.body.id]);
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

  it('of a search continue where the previous one ended', async () => {
    const { communityId } = here;
    const created: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const body = { communityId, name: `Quill ${i}`, phone: freshPhone() };
      created.push((await operations().createResident(call(world.superAdmin, { body }))).body.id);
    }
    const page = async (more: object) =>
      (await operations().searchResidents(call(here.manager, { body: { text: 'quill', limit: 3, ...more } })))
        .body;
    const first = await page({});
    const second = await page({ cursor: first.nextCursor });
    expect(second.nextCursor).toBeNull();
    const seen = [...first.data, ...second.data].map((one) => one.id);
    expect(seen).toEqual(created.toReversed());
    const { body } = await operations().searchResidents(call(there.manager, { body: { text: 'quill' } }));
    expect(body.data).toEqual([]);
  });

  it('reject an invalid cursor', async () => {
    for (const cursor of ['x', 'abcdef', '_'.repeat(40)]) {
      await expect(
        operations().listStaff(call(world.superAdmin, { query: { cursor } })),
      ).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/query/cursor' }],
      });
      await expect(
        operations().searchResidents(call(world.superAdmin, { body: { cursor } })),
      ).rejects.toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/cursor' }] });
    }
  });
});

describe('the own profile', () => {
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
    expect(await me(here.nurse)).toMatchObject({ onDuty: true, language: 'en' });
    await patch(here.nurse, { language: 'hi' });
    expect(await me(here.nurse)).toMatchObject({ onDuty: true, language: 'hi' });
    await expect(patch(here.nurse, { language: 'fr' })).rejects.toMatchObject({ status: 422 });
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

  it('has a position, of which the newest is kept', async () => {
    const report = (body: object) => operations().updateMyPosition(call(here.nurse, { body } as never));
    await operations().updateMe(call(here.nurse, { body: { onDuty: true } } as never));
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
