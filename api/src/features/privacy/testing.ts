import { caller, signedIn } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, LATER } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  erasure: {
    reach: { system: 'siud', super_admin: 'si', community_manager: 'si', resident: 'sid' },
    plain: ['reason', 'deceased'],
    key: ['resident_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          resident_id: id('resident'),
          community_id: id('community'),
          requested_by: 'resident',
          reason: 'own_wish',
          requested_at: AT,
          due_at: LATER,
        },
      ];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  exportMyData: caller,
  getMyErasure: caller,
  // A new resident: one with an open booking is rejected, and one awaiting erasure is useless to the other cells.
  requestMyErasure: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, 'resident')).headers,
      body: { confirm: 'erase' },
    }),
  },
  withdrawMyErasure: { about: 'caller', answers: [404, 'not_found'] },
  eraseResident: {
    about: 'record',
    request: async ({ world, caller, column, ids }) => {
      const { id } = await world.newcomer('resident', world.side(caller, column));
      return { ids: { ...ids, residentId: id }, body: { reason: 'moved_away' } };
    },
  },
};

export const testing: FeatureTesting = { tables, operations };
