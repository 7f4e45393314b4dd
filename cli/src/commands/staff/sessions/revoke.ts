import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { confirmFlag, confirmName } from '../../../base/prompt.ts';
import { findStaff } from '../../../organisations/find.ts';
import type { Revoked } from '../../../organisations/sessions.ts';

export default class StaffSessionsRevoke extends BaseCommand<typeof StaffSessionsRevoke> {
  static override summary = 'Sign a member of staff out of one place, or everywhere. They may sign in again.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --confirm meera@sahyadri.example',
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example 0193a5f0-7c1e-7000-8000-000000000008',
  ];
  static override args = {
    staff: string({ description: 'Email, name or id.', required: true }),
    session: string({ description: 'Id of one session, from `staff sessions list`; without it, all.' }),
  };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Revoked> {
    const kiwi = await this.client();
    const staff = await findStaff(kiwi, this.args.staff);
    const { session } = this.args;
    if (session !== undefined) {
      await kiwi.delete('/v1/staff/{staffId}/sessions/{sessionId}', {
        path: { staffId: staff.id, sessionId: session },
      });
      this.log(`That session of ${staff.name} is over.`);
      return { id: session, ended: 'one' };
    }
    await confirmName(
      staff.email,
      this.flags.confirm,
      `${staff.name} will be signed out everywhere, in the middle of whatever they do.`,
    );
    await kiwi.delete('/v1/staff/{staffId}/sessions', { path: { staffId: staff.id } });
    this.log(
      `${staff.name} is signed out everywhere. To keep them out: kiwimesh staff deactivate ${staff.email}`,
    );
    return { id: null, ended: 'all' };
  }
}
