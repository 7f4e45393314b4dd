import { list } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  message_cost: {
    reach: { system: 'siud', super_admin: 's', hospital_admin: 's' },
    plain: ['segments', 2],
    rows: (side) => [
      {
        id: idsOf(side)('message_cost'),
        key: `test:${side}`,
        sent_at: AT,
        hospital_id: idsOf(side)('hospital'),
        provider: 'twilio',
        channel: 'sms',
        country: 'IN',
        segments: 1,
      },
    ],
  },
};

const operations: FeatureTesting['operations'] = { listMessageCosts: list() };

export const testing: FeatureTesting = { tables, operations };
