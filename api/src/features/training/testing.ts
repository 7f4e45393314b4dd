import { caller, list, nothing } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { insertTrainingRun } from '../../../test/support/worlds/training-rows.ts';
import { systemScope } from '../../kernel/auth/scope.ts';

const tables: FeatureTesting['tables'] = {
  training_run: {
    reach: { system: 'siud', super_admin: 'si', hospital_admin: 'si', nurse: 'si', paramedic: 'si' },
    plain: ['scenario_id', 'stroke'],
    sealed: ['entries'],
    rows: (side) => {
      const id = idsOf(side);
      const row = {
        scenario_id: 'stroke',
        mode: 'text',
        state: 'waiting',
        operator_name: 'Operator',
        hospital_id: id('hospital'),
        heard: 0,
        entries: '[]',
        missed: '[]',
        spoken: '[]',
        version: 1,
        created_at: AT,
      };
      return [
        { id: id('training_run'), call_id: id('call'), operator_id: id('nurse'), ...row },
        { id: id('training_run', 1), call_id: id('call', 1), operator_id: id('paramedic'), ...row },
      ];
    },
  },
};

/** A run of the caller in their own column, else of a colleague. */
const ofRun: NonNullable<FeatureTesting['operations'][string]['request']> = async ({
  world,
  caller: by,
  column,
  ids,
}) => {
  const { colleagues, hospitalId } = world[world.side(by, column)];
  const own = column === 'own' ? world.person(by) : undefined;
  const operatorId = own === undefined || own.role === 'resident' ? colleagues.nurse.id : own.id;
  const runId = await world.app.database.run(systemScope('a run of a cell'), (uow) =>
    insertTrainingRun(uow, { operatorId, hospitalId }),
  );
  return { ids: { ...ids, runId } };
};

const operations: FeatureTesting['operations'] = {
  listTrainingScenarios: nothing,
  getTrainingScenario: {
    about: 'nothing',
    request: ({ ids }) => ({ ids: { ...ids, scenarioId: 'stroke' } }),
  },
  createTrainingRun: caller,
  listTrainingRuns: list('hospitalId', 'operatorId'),
  getTrainingRun: { about: 'record', request: ofRun },
  getTrainingRunAudio: { about: 'record', request: ofRun, answers: [404, 'training_run_not_spoken'] },
  // Figures, with zeros where nothing is within reach.
  getTrainingReport: caller,
};

export const testing: FeatureTesting = { tables, operations };
