import { BaseCommand } from '../../base/command.ts';
import { databaseFlag, databaseUrl } from '../../server/connection.ts';

export interface MigrateResult {
  /** Names of the migrations that were applied now, in order. */
  readonly applied: readonly string[];
}

export default class DbMigrate extends BaseCommand<typeof DbMigrate> {
  static override summary =
    'Bring the database up to the schema of this version. Repeating it changes nothing.';
  static override description =
    'Speaks to Postgres itself, as the owner of the schema. Several at once wait for one another. The database that `make run` starts brings itself up to date.';
  static override examples = [
    'DATABASE_URL=postgres://owner:secret@db.example.org/kiwimesh <%= config.bin %> <%= command.id %>',
  ];
  static override flags = { 'database-url': databaseFlag };

  async run(): Promise<MigrateResult> {
    const url = databaseUrl(this.flags['database-url']);
    const { migrate } = await import('../../server/database.ts');
    const applied = await migrate(url);
    for (const name of applied) this.log(`applied  ${name}`);
    this.log(applied.length === 0 ? 'Up to date: nothing to apply.' : 'Up to date.');
    return { applied };
  }
}
