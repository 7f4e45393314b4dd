import { resolve } from 'node:path';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { count } from '../../base/output.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';
import type { BackupReport } from '../../server/database.ts';

export type BackupResult = BackupReport & { readonly file: string };

export default class DbBackup extends BaseCommand<typeof DbBackup> {
  static override summary = 'Back up all rows to one file. The service can keep running.';
  static override description =
    `${DATABASE_HELP} The file contains unencrypted personal data: store it where only you can read it.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --file /backups/kiwimesh.gz',
  ];
  static override flags = {
    file: string({ summary: 'The file to write; default: kiwimesh-TIME.backup.gz in the current folder.' }),
    overwrite: boolean({ summary: 'Replace an existing file.' }),
    'database-url': databaseFlag,
  };

  async run(): Promise<BackupResult> {
    const { backup } = await import('../../server/database.ts');
    const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const file = resolve(this.flags.file ?? `kiwimesh-${time}.backup.gz`);
    const report = await withDatabase(this.flags['database-url'], (url) =>
      backup(url, file, { overwrite: this.flags.overwrite }),
    );
    this.log(`${rows(report)} in ${file}\nTo restore it: kiwimesh db restore ${shellWord(file)}`);
    return { ...report, file };
  }
}

/** As it is typed in a shell. */
function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export function rows(report: BackupReport): string {
  const counts = Object.values(report.tables);
  return `${count(
    counts.reduce((sum, n) => sum + n, 0),
    'row',
  )} of ${count(counts.length, 'table')}`;
}
