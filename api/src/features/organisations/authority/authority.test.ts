import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type IdentityHarness } from '../../../../test/support/worlds/identity-world.ts';
import {
  freshPhone,
  SESSION,
  type Side,
  twoSides,
} from '../../../../test/support/worlds/organisations-world.ts';
import type { ApiKeyPrincipal, Principal } from '../../../kernel/auth/principal.ts';

let world: IdentityHarness;
let here: Side;
let there: Side;
/** Both hospitals serve it. */
let sharedId: string;

beforeAll(async () => {
  ({ world, here, there } = await twoSides());
  const { operations } = world.organisations;
  const shared = await operations.createCommunity(call(world.superAdmin, { body: { name: 'Shared' } }));
  sharedId = shared.body.id;
  for (const { hospitalId } of [here, there]) {
    await operations.linkCommunity(call(world.superAdmin, { params: { hospitalId, communityId: sharedId } }));
  }
});
afterAll(() => world.close());

const operations = () => world.organisations.operations;
const keyOf = (hospitalId: string | null): ApiKeyPrincipal => ({
  kind: 'api_key',
  id: SESSION,
  hospitalId,
  scopes: [],
});

async function resident(communityId: string): Promise<string> {
  const body = { communityId, name: 'Asha', phone: freshPhone() };
  return (await operations().createResident(call(world.superAdmin, { body }))).body.id;
}

async function nurse(body: object = {}): Promise<string> {
  const email = `nurse.${freshPhone().slice(1)}@test.example`;
  const fields = { role: 'nurse' as const, name: 'Meera', email, hospitalId: here.hospitalId, ...body };
  return (await operations().createStaff(call(world.superAdmin, { body: fields }))).body.id;
}

const patchResident = (by: Principal, residentId: string, body: object) =>
  operations().updateResident(call(by, { params: { residentId }, body }));
const patchStaff = (by: Principal, staffId: string, body: object) =>
  operations().updateStaff(call(by, { params: { staffId }, body }));

describe('an API key', () => {
  const byKey = (hospitalId: string | null) => {
    const key = keyOf(hospitalId);
    return {
      'deactivates a resident': async () =>
        patchResident(key, await resident(here.communityId), { active: false }),
      'moves a resident to another community': async () =>
        patchResident(key, await resident(here.communityId), { communityId: sharedId }),
      'deactivates a member of staff': async () => patchStaff(key, await nurse(), { active: false }),
      'sets a first password': async () =>
        patchStaff(key, await nurse(), { password: 'lantern mango rivers' }),
      'adds a member of staff with a password': () =>
        operations().createStaff(
          call(key, {
            body: {
              ...{ role: 'nurse', name: 'Meera', email: `${SESSION}@test.example` },
              ...{ hospitalId: here.hospitalId, password: 'lantern mango rivers' },
            },
          }),
        ),
      'deactivates its hospital': () =>
        operations().updateHospital(
          call(key, { params: { hospitalId: here.hospitalId }, body: { active: false } }),
        ),
    };
  };
  for (const platform of [false, true]) {
    test.each(Object.keys(byKey('')))(
      `${platform ? 'of the platform' : 'of a hospital'} never %s`,
      async (what) => {
        const attempt = byKey(platform ? null : here.hospitalId)[what as keyof ReturnType<typeof byKey>];
        await expect(attempt()).rejects.toMatchObject({ code: 'person_required', status: 403 });
      },
    );
  }

  test('may repeat unchanged values', async () => {
    const id = await resident(here.communityId);
    const changed = await patchResident(keyOf(here.hospitalId), id, { active: true, unit: 'B-4' });
    expect(changed.body).toMatchObject({ active: true, unit: 'B-4' });
  });
});

describe('a password that the person has chosen', () => {
  test('cannot be set by an administrator', async () => {
    const id = await nurse({ password: 'lantern mango rivers' });
    for (const by of [here.admin, world.superAdmin]) {
      await expect(patchStaff(by, id, { password: 'somebody elses choice' })).rejects.toMatchObject({
        code: 'owner_required',
        errors: [{ pointer: '/password' }],
      });
    }
  });
});

describe('a hospital that shares a community with another one', () => {
  const refused = { code: 'served_by_others', status: 403 };

  test('cannot deactivate or move its residents or change their phone', async () => {
    const id = await resident(sharedId);
    for (const body of [{ active: false }, { communityId: here.communityId }, { phone: freshPhone() }]) {
      await expect(patchResident(here.admin, id, body)).rejects.toMatchObject(refused);
    }
    expect((await patchResident(here.admin, id, { unit: 'C-1' })).body.unit).toBe('C-1');
  });

  test('cannot deactivate them by import either', async () => {
    const id = await resident(sharedId);
    const { phone } = (await operations().getResident(call(world.superAdmin, { params: { residentId: id } })))
      .body;
    const rows = [{ name: 'Asha', phone, communityId: sharedId, active: 'no' }];
    const report = await operations().importRows(
      call(here.admin, { params: { kind: 'residents' }, body: { rows } }),
    );
    expect(report.body.results).toMatchObject([{ status: 'failed', errors: [{ field: 'active' }] }]);
  });

  test('may deactivate them when it alone serves them', async () => {
    const id = await resident(here.communityId);
    expect((await patchResident(here.admin, id, { active: false })).body.active).toBe(false);
  });

  test('lets a super admin deactivate them', async () => {
    const id = await resident(sharedId);
    expect((await patchResident(world.superAdmin, id, { active: false })).body.active).toBe(false);
  });
});
