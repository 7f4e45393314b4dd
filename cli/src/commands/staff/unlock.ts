import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { findStaff } from '../../organisations/find.ts';

export default class StaffUnlock extends BaseCommand<typeof StaffUnlock> {
  static override summary = 'Unlock a member of staff after too many wrong sign-in attempts.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };

  async run(): Promise<{ readonly id: string; readonly unlocked: true }> {
    const kiwi = await this.client();
    const { id, name } = await findStaff(kiwi, this.args.staff);
    await kiwi.post('/v1/staff/{staffId}/unlock', { path: { staffId: id } });
    this.log(`${name} can sign in again.`);
    return { id, unlocked: true };
  }
}
