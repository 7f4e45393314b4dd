import { BaseCommand } from '../../base/command.ts';
import { paint } from '../../base/output.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

export interface StatusResult {
  readonly upToDate: boolean;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by a newer version than this one. */
  readonly unknown: readonly string[];
}

export default class DbStatus extends BaseCommand<typeof DbStatus> {
  static override summary = 'Show the applied and pending migrations. Changes nothing.';
  static override description = DATABASE_HELP;
  static override examples = [
    'DATABASE_URL=postgres://owner:secret@db.example.org/kiwimesh <%= config.bin %> <%= command.id %>',
  ];
  static override flags = { 'database-url': databaseFlag };

  async run(): Promise<StatusResult> {
    const { status } = await import('../../server/database.ts');
    const { applied, pending, unknown } = await withDatabase(this.flags['database-url'], status);
    for (const name of applied) {
      const newer = unknown.includes(name);
      this.log(`${newer ? paint('yellow', 'newer  ') : paint('green', 'applied')}  ${name}`);
    }
    for (const name of pending) this.log(`${paint('yellow', 'pending')}  ${name}`);
    this.log(pending.length === 0 ? 'Up to date.' : 'To apply them: kiwimesh db migrate');
    return { upToDate: pending.length === 0, applied, pending, unknown };
  }
}
