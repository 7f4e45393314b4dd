// The checks that the service makes of a scenario file, with those of its plays. Pure modules without a database or a
// network behind them. The build puts them into the package, with their data in `training-data` and `triage-data` beside
// this file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadKnowledge,
  type ScenarioFault,
  scenarioContext,
  validateScenarioText,
} from '@kiwimesh/api/features/training/offline.ts';

export type { ScenarioFault };

const packaged = (name: string): string | undefined => {
  const folder = join(import.meta.dirname, name);
  return existsSync(folder) ? folder : undefined;
};

/** Checks scenario files against the intents, sources and triage knowledge of this version of the CLI. */
export function scenarioChecks(): (text: string, file: string) => readonly ScenarioFault[] {
  const context = scenarioContext(loadKnowledge(packaged('triage-data')), packaged('training-data'));
  return (text, file) => validateScenarioText(text, file, context);
}
