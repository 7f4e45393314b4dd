import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { EXIT } from '../../base/errors.ts';
import { type CheckedFile, excerpts, totalOf } from '../../base/mistakes.ts';
import { paint } from '../../base/output.ts';
import { decode, readInput } from '../../imports/text.ts';

export interface RegionValidation {
  readonly valid: boolean;
  readonly files: readonly CheckedFile[];
}

export default class RegionsValidate extends BaseCommand<typeof RegionsValidate> {
  static override summary = 'Validate region packs and report each error with its line.';
  static override description = `Works without an API. Exits with code ${EXIT.usage} if there are errors.`;
  static override examples = ['<%= config.bin %> <%= command.id %> regions/ke.yaml'];
  static override strict = false;
  static override args = {
    file: string({ description: 'A region pack (YAML); can be repeated.', required: true }),
  };

  async run(): Promise<RegionValidation> {
    const { readRegion } = await import('../../server/regions.ts');
    const files: CheckedFile[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const { faults } = readRegion(text, file);
      files.push({ file, mistakes: faults });
      if (this.jsonEnabled()) continue;
      if (faults.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      else this.log(excerpts(text, faults).join('\n'));
    }
    const error = totalOf('region_mistakes', files);
    if (error !== null) await this.failAfter(error);
    return { valid: error === null, files };
  }
}
