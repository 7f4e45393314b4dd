import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { EXIT } from '../../base/errors.ts';
import { type CheckedFile, excerpts, type Mistake, totalOf } from '../../base/mistakes.ts';
import { paint } from '../../base/output.ts';
import { decode, readInput } from '../../imports/text.ts';

export interface PolicyMistake extends Mistake {
  /** JSON pointer to the setting. */
  readonly pointer: string;
}

export interface ValidationResult {
  readonly valid: boolean;
  readonly files: readonly CheckedFile<PolicyMistake>[];
}

export default class ServiceTypesValidate extends BaseCommand<typeof ServiceTypesValidate> {
  static override summary = 'Validate policy files and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> policies/yoga.yaml'];
  static override strict = false;
  static override args = {
    file: string({ description: 'A policy file (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<ValidationResult> {
    const { validatePolicyText } = await import('../../server/policies.ts');
    const files: CheckedFile<PolicyMistake>[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const mistakes = validatePolicyText(text, file);
      files.push({ file, mistakes });
      if (this.jsonEnabled()) continue;
      if (mistakes.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      else this.log(excerpts(text, mistakes).join('\n'));
    }
    const error = totalOf('policy_mistakes', files);
    if (error !== null) await this.failAfter(error);
    return { valid: error === null, files };
  }
}
