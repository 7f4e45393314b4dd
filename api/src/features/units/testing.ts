import { type Cell, list, record } from '../../../test/authorisation/expectation.ts';
import type { Ids } from '../../../test/support/contract/contract-mutations.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  unit_status: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 'siu',
      paramedic: 'siu',
      api_key: 's',
    },
    plain: ['version', 2],
    key: ['staff_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ staff_id: id('paramedic'), hospital_id: id('hospital'), version: 1 }];
    },
  },
  unit_message: {
    reach: { system: 'siu', super_admin: 'siu', hospital_admin: 'siu', nurse: 'siu', paramedic: 'siu' },
    plain: ['by_name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('unit_message'),
          unit_id: id('paramedic'),
          hospital_id: id('hospital'),
          sent_at: AT,
          by_id: id('nurse'),
          by_name: `Nurse ${side}`,
        },
      ];
    },
  },
};

/** A paramedic of the side, or the caller where they are a unit. */
function unitOf({ world, caller, column, ids }: Cell): Ids {
  const isUnit = caller === 'nurse' || caller === 'paramedic';
  const own = isUnit && column === 'own' ? world.person(caller)?.id : undefined;
  return { ...ids, unitId: own ?? world[world.side(caller, column)].colleagues.paramedic.id };
}

const ofUnit = { about: 'record', request: (cell: Cell) => ({ ids: unitOf(cell) }) } as const;

/** A message to the unit; where the unit may read it, to the caller. */
async function withMessage(cell: Cell): Promise<Ids> {
  const ids = unitOf(cell);
  const path = `/v1/units/${ids.unitId}/messages`;
  const body = { text: 'Second entrance' };
  const { id } = await cell.world.asSuperAdmin<{ id: string }>('post', path, body);
  return { ...ids, unitMessageId: id };
}

const operations: FeatureTesting['operations'] = {
  listUnits: list('hospitalId'),
  getUnit: ofUnit,
  findNearestUnits: record,
  getBookingRoute: record,
  putUnitOutOfService: ofUnit,
  sendUnitMessage: {
    about: 'record',
    request: (cell) => ({ ids: unitOf(cell), body: { text: 'Second entrance' } }),
  },
  listUnitMessages: list('bookingId'),
  acknowledgeUnitMessage: {
    about: 'record',
    request: async (cell) => ({ ids: await withMessage(cell) }),
  },
  returnUnitToService: ofUnit,
};

export const testing: FeatureTesting = { tables, operations };
