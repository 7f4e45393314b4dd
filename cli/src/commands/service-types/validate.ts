import { string } from '@oclif/core/args';
import { EXIT } from '../../base/errors.ts';
import type { Mistake } from '../../base/mistakes.ts';
import { ValidateCommand, type Validation } from '../../validation/validate-command.ts';

export interface PolicyMistake extends Mistake {
  /** JSON pointer to the setting. */
  readonly pointer: string;
}

export type ValidationResult = Validation<PolicyMistake>;

export default class ServiceTypesValidate extends ValidateCommand<typeof ServiceTypesValidate> {
  static override summary = 'Validate policy files and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> policies/yoga.yaml'];
  static override args = {
    file: string({ description: 'A policy file (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<ValidationResult> {
    const { validatePolicyText } = await import('../../server/policies.ts');
    return this.validateFiles('policy_mistakes', validatePolicyText);
  }
}
