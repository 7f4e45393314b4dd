import { BaseCommand } from '../../base/command.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

export interface MigrateResult {
  /** Names of the migrations that were applied now, in order. */
  readonly applied: readonly string[];
}

export default class DbMigrate extends BaseCommand<typeof DbMigrate> {
  static override summary = 'Apply all pending migrations. Running it again changes nothing.';
  static override description = `${DATABASE_HELP} Concurrent runs wait for each other.`;
  static override examples = [
    'DATABASE_URL=postgres://owner:secret@db.example.org/kiwimesh <%= config.bin %> <%= command.id %>',
  ];
  static override flags = { 'database-url': databaseFlag };

  async run(): Promise<MigrateResult> {
    const { migrate } = await import('../../server/database.ts');
    const applied = await withDatabase(this.flags['database-url'], migrate);
    for (const name of applied) this.log(`applied  ${name}`);
    this.log(applied.length === 0 ? 'The database is up to date.' : 'Up to date.');
    return { applied };
  }
}
