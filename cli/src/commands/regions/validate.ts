import { string } from '@oclif/core/args';
import { EXIT } from '../../base/errors.ts';
import { ValidateCommand, type Validation } from '../../validation/validate-command.ts';

export type RegionValidation = Validation;

export default class RegionsValidate extends ValidateCommand<typeof RegionsValidate> {
  static override summary = 'Validate region packs and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> regions/ke.yaml'];
  static override args = {
    file: string({ description: 'A region pack (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<RegionValidation> {
    const { readRegion } = await import('../../server/regions.ts');
    return this.validateFiles('region_mistakes', (text, file) => readRegion(text, file).faults);
  }
}
