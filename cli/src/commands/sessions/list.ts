import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { Session } from '../../base/wire.ts';
import { SESSION_COLUMNS } from '../../organisations/sessions.ts';

export default class SessionsList extends BaseCommand<typeof SessionsList> {
  static override summary = 'List your sessions.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...listFlags };

  async run(): Promise<Listed<Session>> {
    const kiwi = await this.client();
    const listed = await collect(
      (limit) => kiwi.pages('/v1/auth/sessions', { query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, SESSION_COLUMNS, 'You have no sessions.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'session')}`);
    return listed;
  }
}
