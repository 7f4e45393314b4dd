import { nothing } from '../../../test/authorisation/expectation.ts';
import { AT } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  settings: {
    reach: { system: 'siu', super_admin: 'siu' },
    plain: ['version', 3],
    rows: (side) => (side === 'a' ? [{ id: 1, document: '{}', version: 2, updated_at: AT }] : []),
  },
};

const operations: FeatureTesting['operations'] = {
  getSettings: nothing,
  putSettings: nothing,
  listDeadLetters: nothing,
  retryDeadLetter: { about: 'nothing', answers: [404, 'not_found'] },
};

export const testing: FeatureTesting = { tables, operations };
