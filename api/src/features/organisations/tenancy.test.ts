import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutModelLayer } from '../../../test/support/tenants/without-model-layer.ts';
import { TEST_DATA_KEYS } from '../../../test/support/worlds/data-keys.ts';
import { call, type IdentityHarness, PASSWORD } from '../../../test/support/worlds/identity-world.ts';
import { SESSION, type Side, twoSides } from '../../../test/support/worlds/organisations-world.ts';
import type { Principal } from '../../kernel/auth/principal.ts';
import { connect } from '../../kernel/db/connection.ts';
import { Database } from '../../kernel/db/unit/database.ts';
import type { TenantModel } from '../../kernel/tenancy/model.ts';
import { ApiKey, OtpChallenge, SandboxMessageRow, Session, StaffCredential } from '../identity/models.ts';
import {
  Community,
  Hospital,
  HospitalCommunity,
  HospitalService,
  Resident,
  Staff,
  StaffPosition,
} from './models.ts';

/**
 * Each tenancy layer alone shows exactly what both together show, for every table of organisations and identity and every
 * kind of caller, so that losing one layer exposes nothing.
 */
let world: IdentityHarness;
let here: Side;
let there: Side;
/** Sessions of the database's owner, which row security does not bind: only the model layer is left. */
let modelLayerOnly: Database;

const ORGANISATIONS = [
  Community,
  Hospital,
  HospitalCommunity,
  HospitalService,
  Resident,
  Staff,
  StaffPosition,
];
const IDENTITY = [ApiKey, OtpChallenge, SandboxMessageRow, Session, StaffCredential];

beforeAll(async () => {
  ({ world, here, there } = await twoSides());
  modelLayerOnly = new Database(
    connect(world.db.url, { as: 'owner', poolMax: 2, name: 'test model layer' }),
    {
      dataKeys: TEST_DATA_KEYS,
    },
  );
  const { organisations, identity, superAdmin } = world;
  for (const side of [here, there]) {
    await organisations.operations.putHospitalService(
      call(superAdmin, {
        params: { hospitalId: side.hospitalId, serviceType: 'ambulance' },
        body: { enabled: true, capacity: 1 },
      }),
    );
    const place = { latitude: 1, longitude: 1 };
    for (const person of [side.nurse, side.admin, side.manager]) {
      await organisations.operations.updateMe(call(person, { body: { onDuty: true } }));
      await organisations.operations.updateMyPosition(call(person, { body: place }));
    }
    await identity.operations.createApiKey(
      call(superAdmin, {
        body: { name: 'k', kind: 'secret', hospitalId: side.hospitalId, scopes: ['bookings:read'] },
      }),
    );
    await organisations.operations.updateStaff(
      call(superAdmin, { params: { staffId: side.nurse.id }, body: { password: PASSWORD } }),
    );
    const { body } = await organisations.operations.getStaff(
      call(superAdmin, { params: { staffId: side.nurse.id } }),
    );
    await identity.operations.login(
      call({ kind: 'anonymous' }, { body: { email: body.email, password: PASSWORD } }),
    );
    const { phone } = (
      await organisations.operations.getResident(
        call(superAdmin, { params: { residentId: side.resident.id } }),
      )
    ).body;
    await identity.operations.requestOtp(call({ kind: 'anonymous' }, { body: { phone } }));
  }
  await world.db.owner('sandbox_message').insert({
    id: 'm',
    channel: 'sms',
    recipient: '+919800000000',
    body: 'x',
    sent_at: new Date(),
  });
});
afterAll(async () => {
  await modelLayerOnly.close();
  await world.close();
});

const callers = (): Record<string, Principal> => ({
  super_admin: world.superAdmin,
  hospital_admin: here.admin,
  nurse: here.nurse,
  paramedic: { ...here.nurse, role: 'paramedic' },
  community_manager: here.manager,
  resident: here.resident,
  api_key: { kind: 'api_key', id: SESSION, hospitalId: here.hospitalId, scopes: [] },
  publishable_key: { kind: 'publishable_key', id: SESSION, hospitalId: here.hospitalId },
  anonymous: { kind: 'anonymous' },
});

/** How many of all rows each caller reaches; the others belong to the other side, or to sign-in only. */
const REACHED: Record<string, Partial<Record<string, number>>> = {
  super_admin: {
    ...{ Community: 2, Hospital: 2, HospitalCommunity: 2, HospitalService: 2, Resident: 2 },
    ...{ Staff: 7, StaffPosition: 6, ApiKey: 2, Session: 2 },
  },
  hospital_admin: {
    ...{ Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
    ...{ Staff: 2, StaffPosition: 2, ApiKey: 1, Session: 1 },
  },
  nurse: {
    ...{ Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
    ...{ Staff: 2, StaffPosition: 2, Session: 1 },
  },
  paramedic: {
    ...{ Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
    ...{ Staff: 2, StaffPosition: 2, Session: 1 },
  },
  community_manager: {
    ...{ Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
    ...{ Staff: 1, StaffPosition: 1 },
  },
  resident: { Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
  api_key: {
    ...{ Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1, Resident: 1 },
    ...{ Staff: 2, StaffPosition: 2 },
  },
  publishable_key: { Community: 1, Hospital: 1, HospitalCommunity: 1, HospitalService: 1 },
  anonymous: {},
};

type Queryable = typeof TenantModel & { new (): TenantModel };

async function reached(database: Database, principal: Principal, model: Queryable): Promise<string[]> {
  const rows = await database.run(principal, async (uow) => model.query(uow.trx));
  return rows.map((row) => JSON.stringify(row)).sort();
}

describe.each([...ORGANISATIONS, ...IDENTITY].map((model) => [model.name, model as unknown as Queryable]))(
  '%s',
  (name, model) => {
    it.each(Object.keys(REACHED))('%s', async (role) => {
      const principal = callers()[role] as Principal;
      const both = await reached(world.db.database, principal, model);
      expect(both).toHaveLength(REACHED[role]?.[name] ?? 0);
      expect(await withoutModelLayer(() => reached(world.db.database, principal, model))).toEqual(both);
      expect(await reached(modelLayerOnly, principal, model)).toEqual(both);
    });
  },
);
