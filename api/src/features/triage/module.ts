import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import { describeFailure, type WorkLog } from '../../kernel/observability/failure.ts';
import type { Models } from '../../llm/ask.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import type { SystemFace } from '../system/index.ts';
import { Assessor } from './assessor.ts';
import { CallTriage } from './calls/service.ts';
import type { TriageFace } from './face.ts';
import { loadKnowledge } from './knowledge/load.ts';
import { readPrompt } from './modelling/prompts.ts';
import { triageOperations } from './operations.ts';
import { triageRecords } from './personal-data.ts';
import { TriageService } from './service.ts';

interface TriageNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly system: SystemFace;
  readonly models: Models;
  readonly log: WorkLog;
}

const PRUNE_EVERY_MS = 10 * 60 * 1000;

/** How urgent a problem is: rules that always answer, models on top, and the record of every decision. */
export const triage = defineModule({
  name: 'triage',
  /** @throws KnowledgeError if data of the engine is invalid: the process must not start with incomplete rules. */
  create({ database, organisations, system, models, log }: TriageNeeds) {
    const loaded = loadKnowledge();
    const prompt = readPrompt('triage.extract');
    const assessor = new Assessor({
      loaded,
      knowledgeVersion: loaded.version,
      models,
      prompt,
      onFault: (error) =>
        log.error({ reason: describeFailure(error) }, 'the rules of triage could not read a statement'),
    });
    const service = new TriageService({ database, organisations, system, assessor });
    const calls = new CallTriage({ database, organisations, system, assessor, knowledge: loaded.knowledge });
    const face: TriageFace = { attach: (uow, link) => service.attach(uow, link), calls };
    return {
      face,
      operations: triageOperations(service, loaded.knowledge, loaded.version),
      personalData: triageRecords,
      periodic: [{ name: 'triage.prune', every: PRUNE_EVERY_MS, run: () => service.prune() }],
    };
  },
});
