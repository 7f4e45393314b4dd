import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { count, paint } from '../../base/output.ts';
import { decode, readInput } from '../../imports/text.ts';
import type { ScenarioFault } from '../../server/training.ts';

export interface ScenarioValidation {
  readonly valid: boolean;
  readonly files: readonly { readonly file: string; readonly mistakes: readonly ScenarioFault[] }[];
}

export default class TrainingValidate extends BaseCommand<typeof TrainingValidate> {
  static override summary = 'Validate scenario files, play them, and report each error with its line.';
  static override description =
    `Works without an API. Reads what callers say as triage does, and plays the right and the wrong script of each
file. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> scenarios/heat-stroke.yaml'];
  static override strict = false;
  static override args = {
    file: string({ description: 'A scenario file (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<ScenarioValidation> {
    const { scenarioChecks } = await import('../../server/training.ts');
    const check = scenarioChecks();
    const files: { file: string; mistakes: readonly ScenarioFault[] }[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const mistakes = check(text, file);
      files.push({ file, mistakes });
      if (this.jsonEnabled()) continue;
      if (mistakes.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      for (const { line, column, message } of mistakes) this.log(`${file}:${line}:${column}  ${message}`);
    }
    const result = { valid: files.every(({ mistakes }) => mistakes.length === 0), files };
    if (!result.valid) {
      const total = files.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
      const faulty = files.filter(({ mistakes }) => mistakes.length > 0).length;
      const message = `${count(total, 'mistake')} in ${count(faulty, 'file')}.`;
      await this.failAfter(new CliError('scenario_mistakes', message));
    }
    return result;
  }
}
