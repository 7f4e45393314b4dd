import type { Signals } from '../../kernel/coordination/signals.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { subscriber } from '../../kernel/events/event.ts';
import { defineModule } from '../../kernel/module.ts';
import { PROCESS_TIME } from '../../kernel/network/time.ts';
import type { WorkLog } from '../../kernel/observability/failure.ts';
import type { Models } from '../../llm/ask.ts';
import type { Synthesiser } from '../../ports/synthesis.ts';
import type { Speech } from '../../speech/speech.ts';
import { CALL_CHANGES, CallWordsAdded, type ExercisesFace } from '../calls/index.ts';
import type { SystemFace } from '../system/index.ts';
import { loadKnowledge } from '../triage/index.ts';
import { AdvanceRun } from './jobs.ts';
import { TrainingRun } from './models.ts';
import { trainingOperations } from './operations.ts';
import { phrase } from './phrasing/phrase.ts';
import { trainingProblems } from './problems.ts';
import { advanceRunJob, type PhraseLines } from './runs/driver.ts';
import { pruneRuns } from './runs/prune.ts';
import { type LoadedScenarios, loadScenarios } from './scenarios/load.ts';
import { Training } from './service.ts';
import { trainingSettings } from './settings.ts';
import { SpokenLines } from './voice/lines.ts';
import { Voices } from './voice/voices.ts';

interface TrainingModuleNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly system: SystemFace;
  readonly speech: Speech;
  readonly models: Models;
  readonly synthesis: { readonly synthesiser: Synthesiser | null };
  readonly signals: Pick<Signals, 'on'>;
  readonly log: WorkLog;
  /** Whether this process takes the audio of calls. */
  readonly serves: boolean;
}

const PRUNE_EVERY_MS = 10 * 60 * 1_000;

/** Practice for operators: scenarios as data, run on calls that never dispatch. */
export const training = defineModule({
  name: 'training',
  problems: trainingProblems,
  settings: trainingSettings,
  /** @throws ScenarioError if a file of the installation's own scenarios is invalid. */
  create(given: TrainingModuleNeeds, { scenariosDir, phrasing }) {
    const { database, calls, system, speech, models, signals, log, serves } = given;
    const { synthesiser } = given.synthesis;
    let loaded: LoadedScenarios | undefined;
    // Shipped scenarios are checked by tests, and read when the first is asked for: most processes train no one.
    const scenarios = () => {
      loaded ??= loadScenarios(loadKnowledge(), scenariosDir);
      return loaded;
    };
    if (scenariosDir !== null) scenarios();
    const lines =
      synthesiser &&
      new SpokenLines(synthesiser, ({ failure, code }) => {
        if (failure !== 'cancelled')
          log.warn({ failure, reason: code }, 'a line of an exercise was not spoken');
      });
    const needs = { database, calls, scenarios, means: { synthesiser, speech }, lines };
    const phraseLines: PhraseLines = (scenario, spoken, about) =>
      phrase(models, loadKnowledge(), scenario, spoken, about);
    const voices =
      lines && serves
        ? new Voices({ database, calls, scenarios, signals, time: PROCESS_TIME, log, lines })
        : null;
    const concept = (id: string) => loadKnowledge().knowledge.concepts.get(id)?.labels.en ?? id;
    return {
      operations: trainingOperations(new Training(needs), concept),
      async start() {
        voices?.start();
      },
      async stop() {
        await voices?.stop();
        lines?.stop();
      },
      jobs: [
        advanceRunJob({ ...needs, phrase: phrasing === 'models' && models.configured ? phraseLines : null }),
      ],
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
