// The rules of triage and its evaluation, as the service runs them: pure modules without a database or a network behind
// them. The build puts them into the package, with their data in the folder `triage-data` beside this file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Assess,
  assessWithRules,
  loadKnowledge,
} from '@kiwimesh/api/features/triage/evaluation/offline.ts';

export {
  type Answer,
  type Assess,
  type AssessmentInput,
  type CaseFault,
  type EvaluationCase,
  evaluate,
  type JsonReport,
  jsonReport,
  metricsOf,
  pageReport,
  parseCases,
  perturb,
  type ReportInput,
  terminalReport,
} from '@kiwimesh/api/features/triage/evaluation/offline.ts';

/** Assesses by the rules of this version of the CLI. */
export function rulesOfThisVersion(): Assess {
  const packaged = join(import.meta.dirname, 'triage-data');
  return assessWithRules(loadKnowledge(existsSync(packaged) ? packaged : undefined));
}
