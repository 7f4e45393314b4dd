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
import { findCommunity, findHospital } from '../../organisations/find.ts';

export default class StaffImport extends BaseCommand<typeof StaffImport> {
  static override summary = 'Import staff from a CSV file. Repeating an import creates no duplicates.';
  static override description = importDescription('staff');
  static override examples = [
    '<%= config.bin %> <%= command.id %> staff.csv --hospital "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> staff.csv --dry-run',
  ];
  static override args = importArgs;
  static override flags = {
    ...importFlags,
    hospital: string({ summary: 'The hospital of rows that name none.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'The community of rows that name none.', helpValue: 'NAME|ID' }),
  };

  async run(): Promise<ImportSummary> {
    return runImport({
      kind: 'staff',
      file: this.args.file,
      flags: this.flags,
      filler: (kiwi) => placesOf(kiwi, this.flags),
      client: () => this.client(),
      log: (text) => this.log(text),
      failAfter: (error) => this.failAfter(error),
    });
  }
}

/** Managers belong to a community, everyone else but super admins to a hospital. */
async function placesOf(
  kiwi: Kiwimesh,
  flags: { readonly hospital?: string | undefined; readonly community?: string | undefined },
): Promise<Filler> {
  const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
  const communityId = flags.community && (await findCommunity(kiwi, flags.community)).id;
  return (values): Record<string, string> => {
    const role = values.role?.toLowerCase().replace(/[ -]/g, '_');
    if (role === 'super_admin') return {};
    if (role === 'community_manager') return communityId && !values.community ? { communityId } : {};
    return hospitalId && !values.hospital ? { hospitalId } : {};
  };
}
