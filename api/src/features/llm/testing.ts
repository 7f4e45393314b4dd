import { nothing } from '../../../test/authorisation/expectation.ts';
import { idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  model_budget_use: {
    reach: { system: 'siud', super_admin: 's' },
    plain: ['micros', '1'],
    key: ['tenant', 'period'],
    rows: (side) => [{ tenant: idsOf(side)('hospital'), period: '2026-11', micros: 5 }],
  },
  model_spend: {
    reach: { system: 'siud', super_admin: 's' },
    plain: ['asks', 2],
    key: ['tenant', 'day', 'task', 'model'],
    rows: (side) => [
      { tenant: idsOf(side)('hospital'), day: '2026-11-26', task: 'x', model: 'y', asks: 1, micros: 5 },
    ],
  },
};

const operations: FeatureTesting['operations'] = {
  listModels: nothing,
  explainModelChoice: nothing,
  listModelSpend: nothing,
};

export const testing: FeatureTesting = { tables, operations };
