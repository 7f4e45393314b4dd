import type { Kiwimesh } from '@kiwimesh/sdk';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import {
  type Filler,
  type ImportSummary,
  importArgs,
  importDescription,
  importFlags,
  runImport,
} from '../../imports/run.ts';
import { findCommunity } from '../../organisations/find.ts';

export default class ResidentsImport extends BaseCommand<typeof ResidentsImport> {
  static override summary = 'Import residents from a CSV file. Repeating an import creates no duplicates.';
  static override description = importDescription('residents');
  static override examples = [
    '<%= config.bin %> <%= command.id %> residents.csv --community "Green Meadows" --report report.csv',
    '<%= config.bin %> <%= command.id %> residents.csv --dry-run',
  ];
  static override args = importArgs;
  static override flags = {
    ...importFlags,
    community: string({ summary: 'The community of rows that name none.', helpValue: 'NAME|ID' }),
  };

  async run(): Promise<ImportSummary> {
    const { community } = this.flags;
    return runImport({
      kind: 'residents',
      file: this.args.file,
      flags: this.flags,
      ...(community ? { filler: (kiwi) => ofCommunity(kiwi, community) } : {}),
      client: () => this.client(),
      log: (text) => this.log(text),
      failAfter: (error) => this.failAfter(error),
    });
  }
}

async function ofCommunity(kiwi: Kiwimesh, name: string): Promise<Filler> {
  const { id } = await findCommunity(kiwi, name);
  return (values): Record<string, string> => (values.community ? {} : { communityId: id });
}
