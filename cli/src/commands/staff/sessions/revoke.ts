import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { confirmFlag, confirmName } from '../../../base/prompt.ts';
import { findStaff } from '../../../organisations/find.ts';
import type { Revoked } from '../../../organisations/sessions.ts';

export default class StaffSessionsRevoke extends BaseCommand<typeof StaffSessionsRevoke> {
  static override summary = 'End one session of a member of staff, or all of them. They can sign in again.';
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
      this.log(`The session of ${staff.name} has ended.`);
      return { id: session, ended: 'one' };
    }
    await confirmName(
      staff.email,
      this.flags.confirm,
      `${staff.name} will be signed out everywhere and may lose unsaved work.`,
    );
    await kiwi.delete('/v1/staff/{staffId}/sessions', { path: { staffId: staff.id } });
    this.log(
      `${staff.name} was signed out everywhere. To prevent further sign-ins: kiwimesh staff deactivate ${staff.email}`,
    );
    return { id: null, ended: 'all' };
  }
}
