import { BaseCommand } from '../../base/command.ts';
import {
  type ImportSummary,
  importArgs,
  importDescription,
  importFlags,
  runImport,
} from '../../imports/run.ts';

export default class CommunitiesImport extends BaseCommand<typeof CommunitiesImport> {
  static override summary = 'Import communities from a CSV file. Repeating an import creates no duplicates.';
  static override description = importDescription('communities');
  static override examples = [
    '<%= config.bin %> <%= command.id %> communities.csv --report communities-report.csv',
    '<%= config.bin %> <%= command.id %> communities.csv --dry-run',
  ];
  static override args = importArgs;
  static override flags = importFlags;

  async run(): Promise<ImportSummary> {
    return runImport({
      kind: 'communities',
      file: this.args.file,
      flags: this.flags,
      client: () => this.client(),
      log: (text) => this.log(text),
      failAfter: (error) => this.failAfter(error),
    });
  }
}
