import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type IdentityHarness } from '../../../../test/support/worlds/identity-world.ts';
import { type Side, twoSides } from '../../../../test/support/worlds/organisations-world.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';

let world: IdentityHarness;
let here: Side;
let keyId: string;

beforeAll(async () => {
  ({ world, here } = await twoSides());
  const body = { name: 'K', kind: 'secret' as const, scopes: ['bookings:read' as const] };
  const created = await world.identity.operations.createApiKey(call(here.admin, { body }));
  keyId = created.body.id;
});
afterAll(() => world.close());

type Actor = 'super_admin' | 'hospital_admin' | 'community_manager';
const principals = (): Record<Actor, Principal> => ({
  super_admin: world.superAdmin,
  hospital_admin: here.admin,
  community_manager: here.manager,
});

interface Reply {
  readonly body: {
    readonly deactivation: { readonly role: string | null; readonly liftableBy: string[] } | null;
  };
}
type Set = (by: Principal, active: boolean) => Promise<Reply>;

/** Every kind of record that can be deactivated, and the tenants' roles that may do it. */
const RECORDS: readonly (readonly [name: string, tenants: readonly Actor[], set: Set])[] = [
  [
    'hospital',
    ['hospital_admin'],
    (by, active) =>
      world.organisations.operations.updateHospital(
        call(by, { params: { hospitalId: here.hospitalId }, body: { active } }),
      ),
  ],
  [
    'community',
    ['community_manager'],
    (by, active) =>
      world.organisations.operations.updateCommunity(
        call(by, { params: { communityId: here.communityId }, body: { active } }),
      ),
  ],
  [
    'member of staff',
    ['hospital_admin'],
    (by, active) =>
      world.organisations.operations.updateStaff(
        call(by, { params: { staffId: here.nurse.id }, body: { active } }),
      ),
  ],
  [
    'resident',
    ['hospital_admin', 'community_manager'],
    (by, active) =>
      world.organisations.operations.updateResident(
        call(by, { params: { residentId: here.resident.id }, body: { active } }),
      ),
  ],
  [
    'API key',
    ['hospital_admin'],
    (by, active) =>
      world.identity.operations.updateApiKey(call(by, { params: { apiKeyId: keyId }, body: { active } })),
  ],
  [
    'service of a hospital',
    ['hospital_admin'],
    (by, enabled) =>
      world.organisations.operations.putHospitalService(
        call(by, {
          params: { hospitalId: here.hospitalId, serviceType: 'physiotherapy' },
          body: { enabled, capacity: null, hours: null },
        }),
      ),
  ],
];

const CASES = RECORDS.flatMap(([name, tenants, set]) =>
  (['super_admin', ...tenants] as const).flatMap((setter) =>
    (['super_admin', ...tenants] as const).map((lifter) => ({ name, setter, lifter, set })),
  ),
);

describe('a deactivated record', () => {
  it.each(CASES)(
    'of kind $name, deactivated by $setter, is reactivated by $lifter',
    async ({ setter, lifter, set }) => {
      const by = principals();
      const gone = await set(by[setter], false);
      expect(gone.body.deactivation).toMatchObject({
        role: setter,
        liftableBy: setter === 'super_admin' ? ['super_admin'] : ['super_admin', setter],
      });
      const lifting = set(by[lifter], true);
      if (lifter === 'super_admin' || lifter === setter) {
        expect((await lifting).body.deactivation).toBeNull();
        return;
      }
      await expect(lifting).rejects.toMatchObject({ code: 'role_not_allowed', status: 403 });
      expect((await set(by.super_admin, true)).body.deactivation).toBeNull();
    },
  );

  it('fails only its own row of an import', async () => {
    const { operations } = world.organisations;
    const { body: nurse } = await operations.getStaff(
      call(world.superAdmin, { params: { staffId: here.nurse.id } }),
    );
    await operations.updateStaff(
      call(world.superAdmin, { params: { staffId: here.nurse.id }, body: { active: false } }),
    );
    const rows = [
      { role: 'nurse', name: nurse.name, email: nurse.email, active: 'yes' },
      { role: 'nurse', name: 'New', email: 'new.nurse@test.example', active: 'no' },
    ];
    const imported = (by: Principal) =>
      operations.importRows(call(by, { params: { kind: 'staff' as const }, body: { rows } }));
    expect((await imported(here.admin)).body.results).toMatchObject([
      { status: 'failed', errors: [{ field: 'active' }] },
      { status: 'created' },
    ]);
    const created = await world.db.owner('staff').where({ email: 'new.nurse@test.example' }).first();
    expect(created).toMatchObject({ active: false, deactivated_by_role: 'hospital_admin' });
  });
});
