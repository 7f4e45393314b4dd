import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import {
  type ImportSummary,
  importArgs,
  importDescription,
  importFlags,
  runImport,
} from '../../imports/run.ts';

export default class StaffImport extends BaseCommand<typeof StaffImport> {
  static override summary = 'Import staff from a CSV file. It can be repeated: nothing is added twice.';
  static override description = importDescription('staff');
  static override examples = [
    '<%= config.bin %> <%= command.id %> staff.csv --hospital "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> staff.csv --dry-run',
  ];
  static override args = importArgs;
  static override flags = {
    ...importFlags,
    hospital: string({ summary: 'Hospital of every row that names none.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'Community of every row that names none.', helpValue: 'NAME|ID' }),
  };

  async run(): Promise<ImportSummary> {
    return runImport({
      kind: 'staff',
      file: this.args.file,
      flags: this.flags,
      defaults: { hospital: this.flags.hospital, community: this.flags.community },
      client: () => this.client(),
      log: (text) => this.log(text),
      failAfter: (error) => this.failAfter(error),
    });
  }
}
