import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import type { Session } from '../../../base/wire.ts';
import { findStaff } from '../../../organisations/find.ts';
import { SESSION_COLUMNS } from '../../../organisations/sessions.ts';

export default class StaffSessionsList extends BaseCommand<typeof StaffSessionsList> {
  static override summary = 'List the sessions of a member of staff.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };
  static override flags = { ...listFlags };

  async run(): Promise<Listed<Session>> {
    const kiwi = await this.client();
    const { id, name } = await findStaff(kiwi, this.args.staff);
    const listed = await collect(
      (limit) => kiwi.pages('/v1/staff/{staffId}/sessions', { path: { staffId: id }, query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, SESSION_COLUMNS, `${name} has no sessions.`);
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'session')}`);
    return listed;
  }
}
