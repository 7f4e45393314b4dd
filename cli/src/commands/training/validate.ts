import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { EXIT } from '../../base/errors.ts';
import { type CheckedFile, totalOf } from '../../base/mistakes.ts';
import { paint } from '../../base/output.ts';
import { decode, readInput } from '../../imports/text.ts';
import type { ScenarioFault } from '../../server/training.ts';

export interface ScenarioValidation {
  readonly valid: boolean;
  readonly files: readonly CheckedFile<ScenarioFault>[];
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
    const files: CheckedFile<ScenarioFault>[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const mistakes = check(text, file);
      files.push({ file, mistakes });
      if (this.jsonEnabled()) continue;
      if (mistakes.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      for (const { line, column, message } of mistakes) this.log(`${file}:${line}:${column}  ${message}`);
    }
    const error = totalOf('scenario_mistakes', files);
    if (error !== null) await this.failAfter(error);
    return { valid: error === null, files };
  }
}
