import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base/command.ts';
import { count } from '../../base/output.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

interface StoredAddress {
  readonly record: 'hospital' | 'staff' | 'resident';
  readonly id: string;
  readonly field: 'phone' | 'email';
}

export interface NormaliseResult {
  /** Nothing was written. */
  readonly dryRun: boolean;
  /** Records read, by kind. */
  readonly checked: Readonly<Record<StoredAddress['record'], number>>;
  /** Values written in their canonical form; with --dry-run, values that would be. */
  readonly changed: readonly StoredAddress[];
  /** Left as they are: the records under `with` have the same value, or would get it. */
  readonly conflicts: readonly (StoredAddress & { readonly with: readonly string[] })[];
  /** Left as they are: no phone number or email can be read from them. */
  readonly unreadable: readonly StoredAddress[];
}

export default class DbNormalise extends BaseCommand<typeof DbNormalise> {
  static override summary = 'Normalise stored phones and emails as requests are normalised.';
  static override description =
    `${DATABASE_HELP} Requires the keys and the secret of the service: KIWIMESH_DATA_KEY, KIWIMESH_SECRET, and KIWIMESH_AUDIT_SECRET if the service has one. The service can keep running; the command can be interrupted and run again. People are never merged: values that two of them would share are listed and left unchanged.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --dry-run',
    '<%= config.bin %> <%= command.id %>',
  ];
  static override flags = {
    'dry-run': Flags.boolean({ summary: 'Only list what would change.' }),
    'database-url': databaseFlag,
  };

  async run(): Promise<NormaliseResult> {
    const { normalise } = await import('../../server/database.ts');
    const dryRun = this.flags['dry-run'] === true;
    const report = await withDatabase(this.flags['database-url'], (url) => normalise(url, { dryRun }));
    const named = ({ record, id, field }: StoredAddress) => `${record} ${id} ${field}`;
    for (const each of report.changed) this.log(`${dryRun ? 'would change' : 'changed'}  ${named(each)}`);
    for (const each of report.conflicts)
      this.log(`conflict  ${named(each)}: the same as of ${each.with.join(', ')}`);
    for (const each of report.unreadable) this.log(`unreadable  ${named(each)}: enter it again`);
    const read = Object.values(report.checked).reduce((sum, records) => sum + records, 0);
    const left = report.conflicts.length + report.unreadable.length;
    this.log(
      `${count(read, 'record')} read, ${count(report.changed.length, 'value')} ${dryRun ? 'to change' : 'changed'}, ${left} left.`,
    );
    return { dryRun, ...report };
  }
}
