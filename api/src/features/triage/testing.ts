import { type Cell, list, nothing } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  triage: {
    reach: {
      system: 'siud',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 'siu',
      paramedic: 'siu',
      api_key: 'siu',
      community_manager: 'siu',
      resident: 'siu',
    },
    plain: ['language', 'en'],
    sealed: ['assessment', 'decision'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('triage'),
          resident_id: id('resident'),
          community_id: id('community'),
          hospital_id: id('hospital'),
          created_by_kind: 'staff',
          created_by_id: id('nurse'),
          words_shared: true,
          language: 'en',
          urgency: 2,
          rules_floor: 2,
          insufficient: false,
          degraded: false,
          assessment: '{}',
          decision: '{}',
          version: 1,
          created_at: AT,
        },
      ];
    },
  },
};

const body = { text: 'My father has chest pain since an hour and he is sweating', rulesOnly: true };

/** A new one for every request, since the request changes it. */
const fresh: NonNullable<FeatureTesting['operations']>[string] = {
  about: 'record',
  request: async ({ world, caller, column, ids }: Cell) => ({
    ids: { ...ids, triageId: await world.triage(caller, column) },
  }),
};

const operations: FeatureTesting['operations'] = {
  askTriage: { about: 'record', request: ({ ids }) => ({ body: { ...body, residentId: ids.residentId } }) },
  listTriage: list('residentId'),
  getTriage: fresh,
  overrideTriage: fresh,
  recordTriageOutcome: fresh,
  getTriageDecision: fresh,
  listTriagePairs: list(),
  listTriageRules: nothing,
  getTriageWords: nothing,
  evaluateTriage: nothing,
};

export const testing: FeatureTesting = { tables, operations };
