import { BaseCommand } from '../../base/command.ts';
import {
  type ImportSummary,
  importArgs,
  importDescription,
  importFlags,
  runImport,
} from '../../imports/run.ts';

export default class HospitalsImport extends BaseCommand<typeof HospitalsImport> {
  static override summary = 'Import hospitals from a CSV file. Repeating an import creates no duplicates.';
  static override description = importDescription('hospitals');
  static override examples = [
    '<%= config.bin %> <%= command.id %> hospitals.csv',
    '<%= config.bin %> <%= command.id %> hospitals.csv --dry-run',
  ];
  static override args = importArgs;
  static override flags = importFlags;

  async run(): Promise<ImportSummary> {
    return runImport({
      kind: 'hospitals',
      file: this.args.file,
      flags: this.flags,
      client: () => this.client(),
      log: (text) => this.log(text),
      failAfter: (error) => this.failAfter(error),
    });
  }
}
