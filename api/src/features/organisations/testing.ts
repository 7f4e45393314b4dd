import { caller, list, record, search } from '../../../test/authorisation/expectation.ts';
import { AT, idOf, idsOf, type Row, type Side, STAFF } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

/** Staff of a hospital or a community. */
function membersOf(side: Side) {
  const id = idsOf(side);
  return STAFF.map((role) => ({
    id: id(role),
    role,
    name: `${role} ${side}`,
    email: `${role}.${side}@example.org`,
    hospital_id: role === 'community_manager' ? null : id('hospital'),
    community_id: role === 'community_manager' ? id('community') : null,
  }));
}

function staffOf(side: Side): Row[] {
  if (side === 'b') return membersOf(side);
  const root = { id: idOf(side, 'super_admin'), role: 'super_admin', name: 'x', email: 'root@example.org' };
  return [...membersOf(side), root];
}

const tables: FeatureTesting['tables'] = {
  community: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 's',
      nurse: 's',
      paramedic: 's',
      api_key: 's',
      publishable_key: 's',
      community_manager: 'su',
      resident: 's',
    },
    plain: ['timezone', 'UTC'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ id: id('community'), name: `community ${side}`, timezone: 'Asia/Kolkata' }];
    },
  },
  hospital: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'su',
      nurse: 's',
      paramedic: 's',
      api_key: 'su',
      publishable_key: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['timezone', 'UTC'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ id: id('hospital'), name: `hospital ${side}`, timezone: 'Asia/Kolkata' }];
    },
  },
  hospital_community: {
    reach: {
      system: 'siud',
      super_admin: 'siud',
      hospital_admin: 's',
      nurse: 's',
      paramedic: 's',
      api_key: 's',
      publishable_key: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['priority', 1],
    key: ['hospital_id', 'community_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ hospital_id: id('hospital'), community_id: id('community') }];
    },
  },
  staff: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 'su',
      paramedic: 'su',
      api_key: 'siu',
      community_manager: 'su',
    },
    plain: ['name', 'x'],
    rows: (side) => staffOf(side),
  },
  staff_position: {
    reach: {
      system: 'siud',
      super_admin: 's',
      hospital_admin: 'siu',
      nurse: 'siu',
      paramedic: 'siu',
      api_key: 's',
      community_manager: 'siu',
    },
    plain: ['latitude', 1],
    key: ['staff_id'],
    rows: (side) =>
      membersOf(side).map((each) => ({
        staff_id: each.id,
        hospital_id: each.hospital_id,
        latitude: 12.9,
        longitude: 77.6,
        recorded_at: AT,
      })),
  },
  resident: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 's',
      paramedic: 's',
      api_key: 'siu',
      community_manager: 'siu',
      resident: 'su',
    },
    plain: ['language', 'hi'],
    sealed: ['phone'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('resident'),
          community_id: id('community'),
          name: `resident ${side}`,
          phone: `+9198000000${side === 'a' ? 1 : 2}0`,
          language: 'en',
        },
      ];
    },
  },
  hospital_service: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 's',
      paramedic: 's',
      api_key: 'siu',
      publishable_key: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['enabled', false],
    key: ['hospital_id', 'service_type'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ hospital_id: id('hospital'), service_type: 'ambulance' }];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  getMe: caller,
  updateMe: {
    about: 'caller',
    request: ({ caller }) => ({
      body: caller.startsWith('resident') ? { language: 'hi' } : { onDuty: true },
    }),
  },
  updateMyPosition: {
    about: 'caller',
    request: async ({ world, caller: by }) => {
      await world.asSuperAdmin('patch', `/v1/staff/${world.person(by)?.id}`, { onDuty: true });
      return {};
    },
  },
  listCommunities: list('hospitalId'),
  createCommunity: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { name: `Community ${nth}`, timezone: 'Asia/Kolkata' } }),
  },
  getCommunity: record,
  updateCommunity: { about: 'record', request: () => ({ body: { address: 'Sector 4' } }) },
  listHospitals: list('communityId'),
  createHospital: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { name: `Hospital ${nth}`, timezone: 'Asia/Kolkata' } }),
  },
  getHospital: record,
  updateHospital: { about: 'record', request: () => ({ body: { address: 'Sector 4' } }) },
  linkCommunity: {
    about: 'record',
    request: ({ world, caller, column, ids }) => ({
      ids: { ...ids, communityId: world[world.side(caller, column)].spareCommunityId },
    }),
  },
  unlinkCommunity: {
    about: 'record',
    request: async ({ world, ids, nth }) => {
      const body = { name: `Passing ${nth}`, timezone: 'Asia/Kolkata' };
      const { id } = await world.asSuperAdmin<{ id: string }>('post', '/v1/communities', body);
      await world.asSuperAdmin('put', `/v1/hospitals/${ids.hospitalId}/communities/${id}`);
      return { ids: { ...ids, communityId: id } };
    },
  },
  listHospitalServices: record,
  getHospitalService: {
    about: 'record',
    request: async ({ world, ids }) => {
      const body = { enabled: true, capacity: null, hours: null };
      await world.asSuperAdmin('put', `/v1/hospitals/${ids.hospitalId}/services/${ids.serviceType}`, body);
      return {};
    },
  },
  putHospitalService: {
    about: 'record',
    request: () => ({ body: { enabled: true, capacity: null, hours: null } }),
  },
  listStaff: list('hospitalId', 'communityId'),
  searchStaff: search('hospitalId', 'communityId'),
  createStaff: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: { role: 'nurse', name: 'Meera', email: `meera.${nth}@test.example`, hospitalId: ids.hospitalId },
    }),
  },
  getStaff: record,
  updateStaff: {
    about: 'record',
    request: ({ world, caller, column, ids, nth }) => ({
      ids: { ...ids, staffId: world[world.side(caller, column)].colleagues.paramedic.id },
      body: { name: `Meera ${nth}` },
    }),
  },
  listResidents: list('communityId'),
  searchResidents: search('communityId'),
  createResident: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: {
        communityId: ids.communityId,
        name: 'Asha Rao',
        phone: `+9196${String(nth).padStart(8, '0')}`,
      },
    }),
  },
  getResident: record,
  updateResident: { about: 'record', request: () => ({ body: { unit: 'B-404' } }) },
  importRows: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: {
        rows: [
          { name: 'Asha', phone: `+9195${String(nth).padStart(8, '0')}`, communityId: ids.communityId ?? '' },
        ],
      },
    }),
    refuses: (reply) =>
      (reply as { results?: { status: string }[] }).results?.every(({ status }) => status === 'failed') ===
      true,
  },
};

export const testing: FeatureTesting = { tables, operations };
