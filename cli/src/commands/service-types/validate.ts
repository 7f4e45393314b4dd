import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { count, paint } from '../../base/output.ts';
import { decode, readInput } from '../../imports/text.ts';

export interface PolicyMistake {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** JSON pointer to the setting. */
  readonly pointer: string;
  readonly message: string;
}

export interface ValidationResult {
  readonly valid: boolean;
  readonly files: readonly { readonly file: string; readonly mistakes: readonly PolicyMistake[] }[];
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
    const files: { file: string; mistakes: PolicyMistake[] }[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const mistakes = validatePolicyText(text, file);
      files.push({ file, mistakes });
      if (this.jsonEnabled()) continue;
      if (mistakes.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      else this.log(excerpts(text, mistakes).join('\n'));
    }
    const result = { valid: files.every((one) => one.mistakes.length === 0), files };
    if (!result.valid) {
      const total = files.reduce((sum, one) => sum + one.mistakes.length, 0);
      const message = `${count(total, 'mistake')} in ${count(files.filter((one) => one.mistakes.length > 0).length, 'file')}.`;
      await this.failAfter(new CliError('policy_mistakes', message));
    }
    return result;
  }
}

/** Each mistake with the line it is on and a mark below the place. */
function excerpts(text: string, mistakes: readonly PolicyMistake[]): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return mistakes.flatMap(({ file, line, column, message }) => {
    const source = lines[line - 1] ?? '';
    const number = String(line).padStart(4);
    const mark = `${' '.repeat(Math.max(0, column - 1))}${paint('red', '^')}`;
    return [`${file}:${line}:${column}  ${message}`, `${number} | ${source}`, `     | ${mark}`, ''];
  });
}
