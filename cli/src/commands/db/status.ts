import { BaseCommand } from '../../base/command.ts';
import { paint } from '../../base/output.ts';
import { databaseFlag, databaseUrl } from '../../server/connection.ts';

export interface StatusResult {
  readonly upToDate: boolean;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by a newer version than this one. */
  readonly unknown: readonly string[];
}

export default class DbStatus extends BaseCommand<typeof DbStatus> {
  static override summary = 'Show which migrations the database has. Changes nothing.';
  static override examples = [
    'DATABASE_URL=postgres://owner:secret@db.example.org/kiwimesh <%= config.bin %> <%= command.id %>',
  ];
  static override flags = { 'database-url': databaseFlag };

  async run(): Promise<StatusResult> {
    const url = databaseUrl(this.flags['database-url']);
    const { status } = await import('../../server/database.ts');
    const { applied, pending, unknown } = await status(url);
    for (const name of applied) {
      const newer = unknown.includes(name);
      this.log(newer ? `${paint('yellow', 'newer  ')}  ${name}` : `${paint('green', 'applied')}  ${name}`);
    }
    for (const name of pending) this.log(`${paint('yellow', 'pending')}  ${name}`);
    this.log(pending.length === 0 ? 'Up to date.' : 'To apply what is pending: kiwimesh db migrate');
    return { upToDate: pending.length === 0, applied, pending, unknown };
  }
}
