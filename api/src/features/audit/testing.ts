import { list, nothing } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  audit_event: {
    reach: { system: 's', super_admin: 's', hospital_admin: 's' },
    plain: ['action', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          position: side === 'a' ? 1 : 2,
          id: id('audit'),
          occurred_at: AT,
          actor_kind: 'staff',
          actor_id: id('nurse'),
          hospital_id: id('hospital'),
          action: 'getBooking',
          record_ids: [id('booking')],
          outcome: 'succeeded',
          correlation_id: 'x',
          key_id: 'x',
          mac: Buffer.from('x'),
        },
      ];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  listAuditEvents: {
    ...list('hospitalId', 'communityId'),
    // A hospital sees the requests of its own staff, with the ids they sent; so the cell filters by its own record.
    request: ({ ids }) => ({ query: { recordId: ids.hospitalId ?? '' } }),
  },
  verifyAuditLog: nothing,
};

export const testing: FeatureTesting = { tables, operations };
