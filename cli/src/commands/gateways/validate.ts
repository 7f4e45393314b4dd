import { string } from '@oclif/core/args';
import { EXIT } from '../../base/errors.ts';
import { ValidateCommand, type Validation } from '../../validation/validate-command.ts';

export type GatewayValidation = Validation;

export default class GatewaysValidate extends ValidateCommand<typeof GatewaysValidate> {
  static override summary = 'Validate files of message gateways and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> gateways/acme.yaml'];
  static override args = {
    file: string({ description: 'The file of a gateway (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<GatewayValidation> {
    const { readGateway } = await import('../../server/gateways.ts');
    return this.validateFiles('gateway_mistakes', (text, file) => readGateway(text, file).faults);
  }
}
