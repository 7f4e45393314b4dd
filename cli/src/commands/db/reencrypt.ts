import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base/command.ts';
import { count } from '../../base/output.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

export interface ReencryptResult {
  /** Rows re-encrypted in this run, by table; empty with --status. */
  readonly rows: Readonly<Record<string, number>>;
  /** Id of the key that new values are sealed under. */
  readonly newestKeyId: string;
  /** What is sealed under which key, afterwards. */
  readonly keys: readonly { readonly table: string; readonly keyId: string; readonly values: number }[];
  /** Whether the previous keys can be taken out of the settings. */
  readonly done: boolean;
}

export default class DbReencrypt extends BaseCommand<typeof DbReencrypt> {
  static override summary =
    'Re-encrypt personal data with the newest data key. The service can keep running.';
  static override description =
    `${DATABASE_HELP} The keys come from KIWIMESH_DATA_KEY and KIWIMESH_PREVIOUS_DATA_KEYS. The command can be interrupted and run again.`;
  static override examples = [
    'KIWIMESH_DATA_KEY=new KIWIMESH_PREVIOUS_DATA_KEYS=old <%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --status',
  ];
  static override flags = {
    'database-url': databaseFlag,
    status: Flags.boolean({ summary: 'Only show which key the data is encrypted with.' }),
  };

  async run(): Promise<ReencryptResult> {
    const server = await import('../../server/database.ts');
    const result = await withDatabase(this.flags['database-url'], (url) =>
      server.reencrypt(url, { statusOnly: this.flags.status }),
    );
    for (const [table, rows] of Object.entries(result.rows))
      this.log(`re-encrypted  ${table}: ${count(rows, 'row')}`);
    for (const { table, keyId, values } of result.keys) {
      this.log(
        `${keyId === result.newestKeyId ? 'newest  ' : 'previous'}  ${keyId}  ${table}: ${count(values, 'value')}`,
      );
    }
    this.log(
      result.done
        ? 'All data uses the newest key: the previous keys can be removed from the settings.'
        : 'Some data uses a previous key: keep that key in KIWIMESH_PREVIOUS_DATA_KEYS.',
    );
    return result;
  }
}
