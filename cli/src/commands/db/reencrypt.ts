import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base/command.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

export interface ReencryptResult {
  /** Rows sealed anew now, by table; empty with --status. */
  readonly rows: Readonly<Record<string, number>>;
  /** Id of the key that new values are sealed under. */
  readonly newestKeyId: string;
  /** What is sealed under which key, afterwards. */
  readonly keys: readonly { readonly table: string; readonly keyId: string; readonly values: number }[];
  /** Whether the previous keys can be taken out of the settings. */
  readonly done: boolean;
}

export default class DbReencrypt extends BaseCommand<typeof DbReencrypt> {
  static override summary = 'Seal personal data anew under the newest data key, while the service runs.';
  static override description =
    `${DATABASE_HELP} The keys come from KIWIMESH_DATA_KEY and KIWIMESH_PREVIOUS_DATA_KEYS. It can be stopped and begun again.`;
  static override examples = [
    'KIWIMESH_DATA_KEY=new KIWIMESH_PREVIOUS_DATA_KEYS=old <%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --status',
  ];
  static override flags = {
    'database-url': databaseFlag,
    status: Flags.boolean({ summary: 'Only tell what is sealed under which key.' }),
  };

  async run(): Promise<ReencryptResult> {
    const server = await import('../../server/database.ts');
    const result = await withDatabase(this.flags['database-url'], (url) =>
      server.reencrypt(url, { statusOnly: this.flags.status }),
    );
    for (const [table, rows] of Object.entries(result.rows)) this.log(`sealed anew  ${table}: ${rows} rows`);
    for (const { table, keyId, values } of result.keys) {
      this.log(
        `${keyId === result.newestKeyId ? 'newest  ' : 'previous'}  ${keyId}  ${table}: ${values} values`,
      );
    }
    this.log(
      result.done
        ? 'Everything is under the newest key: the previous ones can be taken out of the settings.'
        : 'Some values are under a previous key: keep it in KIWIMESH_PREVIOUS_DATA_KEYS.',
    );
    return result;
  }
}
