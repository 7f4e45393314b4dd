import { type Cell, list, record } from '../../../test/authorisation/expectation.ts';
import type { Ids } from '../../../test/support/contract/contract-mutations.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const keepers = (commands: string) => ({
  system: commands,
  super_admin: commands,
  hospital_admin: commands,
  community_manager: commands,
  api_key: 's',
});

const tables: FeatureTesting['tables'] = {
  place: {
    reach: { ...keepers('siu'), nurse: 's', paramedic: 's' },
    plain: ['active', false],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('place'),
          community_id: id('community'),
          name: `Gate ${side}`,
          latitude: 12.9,
          longitude: 77.6,
          code: `${side.toUpperCase().replaceAll(/[^A-HJKMNP-TV-Z]/g, '')}0000000000`.slice(0, 10),
          code_since: AT,
          active: true,
          version: 1,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
  alarm_device: {
    reach: keepers('siud'),
    plain: ['active', false],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('alarm_device'),
          community_id: id('community'),
          device_id: 'PND-1',
          kind: 'pendant',
          resident_id: id('resident'),
          active: true,
          version: 1,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
};

const LOCATION = { latitude: 12.9, longitude: 77.6 };

async function freshPlace({ world, ids, nth }: Cell): Promise<Ids> {
  const path = `/v1/communities/${ids.communityId}/places`;
  const body = { name: `Gate ${nth}`, location: LOCATION };
  const { id } = await world.asSuperAdmin<{ id: string }>('post', path, body);
  return { ...ids, placeId: id };
}

async function freshDevice({ world, ids, nth }: Cell): Promise<Ids> {
  const path = `/v1/communities/${ids.communityId}/alarm-devices`;
  const body = { deviceId: `LIFT-${nth}`, kind: 'lift' };
  const { id } = await world.asSuperAdmin<{ id: string }>('post', path, body);
  return { ...ids, alarmDeviceId: id };
}

const ofPlace = {
  about: 'record',
  request: async (cell: Cell) => ({ ids: await freshPlace(cell) }),
} as const;
const ofDevice = {
  about: 'record',
  request: async (cell: Cell) => ({ ids: await freshDevice(cell) }),
} as const;

const operations: FeatureTesting['operations'] = {
  listPlaces: record,
  createPlace: {
    about: 'record',
    request: ({ nth }) => ({ body: { name: `Lift ${nth}`, location: LOCATION } }),
  },
  getPlace: ofPlace,
  searchPlaces: { ...list(), request: () => ({ body: { text: 'gate' } }) },
  updatePlace: ofPlace,
  rotatePlaceCode: ofPlace,
  listAlarmDevices: record,
  createAlarmDevice: {
    about: 'record',
    request: ({ nth }) => ({ body: { deviceId: `PND-${nth}`, kind: 'pendant' } }),
  },
  getAlarmDevice: ofDevice,
  updateAlarmDevice: {
    about: 'record',
    request: async (cell) => ({ ids: await freshDevice(cell), body: { active: false } }),
  },
  removeAlarmDevice: ofDevice,
};

export const testing: FeatureTesting = { tables, operations };
