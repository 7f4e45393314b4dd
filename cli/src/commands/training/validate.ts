import { string } from '@oclif/core/args';
import { EXIT } from '../../base/errors.ts';
import type { ScenarioFault } from '../../server/training.ts';
import { ValidateCommand, type Validation } from '../../validation/validate-command.ts';

export type ScenarioValidation = Validation<ScenarioFault>;

export default class TrainingValidate extends ValidateCommand<typeof TrainingValidate> {
  static override summary = 'Validate scenario files, play them, and report each error with its line.';
  static override description =
    `Works without an API. Reads what callers say as triage does, and plays the right and the wrong script of each
file. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> scenarios/heat-stroke.yaml'];
  static override args = {
    file: string({ description: 'A scenario file (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<ScenarioValidation> {
    const { scenarioChecks } = await import('../../server/training.ts');
    return this.validateFiles('scenario_mistakes', scenarioChecks());
  }
}
