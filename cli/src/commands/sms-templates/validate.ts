import { string } from '@oclif/core/args';
import { EXIT } from '../../base/errors.ts';
import { ValidateCommand, type Validation } from '../../validation/validate-command.ts';

export type SmsTemplatesValidation = Validation;

export default class SmsTemplatesValidate extends ValidateCommand<typeof SmsTemplatesValidate> {
  static override summary = 'Validate files of registered SMS texts and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> sms-templates.yaml'];
  static override args = {
    file: string({ description: 'A file of ids (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<SmsTemplatesValidation> {
    const { readRegister } = await import('../../server/gateways.ts');
    return this.validateFiles('sms_template_mistakes', (text, file) => readRegister(text, file).faults);
  }
}
