import type { ResidentPrincipal, StaffPrincipal } from '../../../src/kernel/auth/principal.ts';
import { call, type IdentityHarness, identityHarness } from './identity-world.ts';

export const SESSION = '00000000-0000-7000-8000-000000000001';
export const CITY = { latitude: 18.52, longitude: 73.85, address: 'Main gate', accuracyMetres: 12 };

/** A hospital and the community it serves, with one person of each kind. */
export interface Side {
  readonly hospitalId: string;
  readonly communityId: string;
  readonly admin: StaffPrincipal;
  readonly nurse: StaffPrincipal;
  readonly manager: StaffPrincipal;
  readonly resident: ResidentPrincipal;
}

let phones = 0;

export function freshPhone(): string {
  phones += 1;
  return `+9196000${String(10_000 + phones)}`;
}

/** Two sides that share nothing. */
export async function twoSides(): Promise<{ world: IdentityHarness; here: Side; there: Side }> {
  const world = await identityHarness();
  return { world, here: await makeSide(world, 'A'), there: await makeSide(world, 'B') };
}

async function makeSide(
  { organisations: { operations }, superAdmin }: IdentityHarness,
  name: string,
): Promise<Side> {
  const hospital = await operations.createHospital(
    call(superAdmin, { body: { name: `Hospital ${name}`, location: CITY } }),
  );
  const community = await operations.createCommunity(
    call(superAdmin, { body: { name: `Community ${name}` } }),
  );
  const [hospitalId, communityId] = [hospital.body.id, community.body.id];
  await operations.linkCommunity(call(superAdmin, { params: { hospitalId, communityId } }));
  const member = async (role: StaffPrincipal['role'], belongs: object): Promise<StaffPrincipal> => {
    const { body } = await operations.createStaff(
      call(superAdmin, {
        body: { role, name: `${role} ${name}`, email: `${role}.${name}@test.example`, ...belongs },
      }),
    );
    const { id, hospitalId: hospital, communityId: community } = body;
    return { kind: 'staff', id, role, hospitalId: hospital, communityId: community, sessionId: SESSION };
  };
  const resident = await operations.createResident(
    call(superAdmin, { body: { communityId, name: `Resident ${name}`, phone: freshPhone() } }),
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
