import { resolve } from 'node:path';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { count, shortTime } from '../../base/output.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import { DATABASE_HELP, databaseFlag, databaseName, withDatabase } from '../../server/connection.ts';
import type { BackupReport } from '../../server/database.ts';

export default class DbRestore extends BaseCommand<typeof DbRestore> {
  static override summary =
    'Restore a backup. A database with rows is emptied first, after you confirm its name.';
  static override description =
    `${DATABASE_HELP} The file is verified first, and is restored completely or not at all. Stop the service before you start.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> kiwimesh-20261122-180000.backup.gz',
    '<%= config.bin %> <%= command.id %> kiwimesh-20261122-180000.backup.gz --confirm kiwimesh',
  ];
  static override args = { file: string({ description: 'A file written by `db backup`.', required: true }) };
  static override flags = { confirm: confirmFlag, 'database-url': databaseFlag };

  async run(): Promise<BackupReport> {
    const { restore } = await import('../../server/database.ts');
    const report = await withDatabase(this.flags['database-url'], (url) => {
      const name = databaseName(url);
      return restore(url, resolve(this.args.file), (takenAt) => {
        const consequence = `All data in ${name} will be replaced by the backup of ${shortTime(takenAt)}.`;
        return confirmName(name, this.flags.confirm, consequence);
      });
    });
    const total = Object.values(report.tables).reduce((sum, n) => sum + n, 0);
    this.log(`${count(total, 'row')} restored, as of ${shortTime(report.takenAt)}.`);
    return report;
  }
}
