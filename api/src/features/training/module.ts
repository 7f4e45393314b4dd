import type { Database } from '../../kernel/db/unit/database.ts';
import { subscriber } from '../../kernel/events/event.ts';
import { defineModule } from '../../kernel/module.ts';
import { CALL_CHANGES, CallWordsAdded, type ExercisesFace } from '../calls/index.ts';
import type { SystemFace } from '../system/index.ts';
import { loadKnowledge } from '../triage/index.ts';
import { AdvanceRun } from './jobs.ts';
import { TrainingRun } from './models.ts';
import { trainingOperations } from './operations.ts';
import { trainingProblems } from './problems.ts';
import { advanceRunJob } from './runs/driver.ts';
import { pruneRuns } from './runs/prune.ts';
import { type LoadedScenarios, loadScenarios } from './scenarios/load.ts';
import { Training } from './service.ts';
import { trainingSettings } from './settings.ts';

interface TrainingModuleNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly system: SystemFace;
}

const PRUNE_EVERY_MS = 10 * 60 * 1_000;

/** Practice for operators: scenarios as data, run on calls that never dispatch. */
export const training = defineModule({
  name: 'training',
  problems: trainingProblems,
  settings: trainingSettings,
  /** @throws ScenarioError if a file of the installation's own scenarios is invalid. */
  create({ database, calls, system }: TrainingModuleNeeds, { scenariosDir }) {
    let loaded: LoadedScenarios | undefined;
    // Shipped scenarios are checked by tests, and read when the first is asked for: most processes train no one.
    const scenarios = () => {
      loaded ??= loadScenarios(loadKnowledge(), scenariosDir);
      return loaded;
    };
    if (scenariosDir !== null) scenarios();
    // No adapter speaks yet.
    const needs = { database, calls, scenarios, canSpeak: () => false };
    const concept = (id: string) => loadKnowledge().knowledge.concepts.get(id)?.labels.en ?? id;
    return {
      operations: trainingOperations(new Training(needs), concept),
      jobs: [advanceRunJob(needs)],
      periodic: [{ name: 'training.prune', every: PRUNE_EVERY_MS, run: () => pruneRuns(database, system) }],
      subscribers: [
        subscriber(
          'training-calls',
          [...CALL_CHANGES, CallWordsAdded],
          async ({ data }, uow) => {
            const run = await TrainingRun.query(uow.trx).select('id').findOne({ call_id: data.callId });
            if (run !== undefined) uow.enqueue(AdvanceRun.now(run.id, { runId: run.id }));
          },
          { training: true },
        ),
      ],
    };
  },
});
