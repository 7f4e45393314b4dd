import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import { findStaff } from '../../organisations/find.ts';

export default class StaffResetTwoFactor extends BaseCommand<typeof StaffResetTwoFactor> {
  static override summary = 'Reset the second factor of a person who has lost it. Their sessions end.';
  static override description = 'First verify, by a channel you trust, that the request comes from them.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --confirm meera@sahyadri.example',
  ];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<{ readonly id: string; readonly reset: true }> {
    const kiwi = await this.client();
    const { id, name, email } = await findStaff(kiwi, this.args.staff);
    await confirmName(email, this.flags.confirm, `${name} will sign in with the password only.`);
    await kiwi.post('/v1/staff/{staffId}/totp-reset', { path: { staffId: id } });
    this.log(`The second factor of ${name} was reset, and their sessions have ended.`);
    return { id, reset: true };
  }
}
