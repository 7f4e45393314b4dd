import { string as argument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { shortTime } from '../../base/output.ts';
import type { Invitation } from '../../base/wire.ts';
import { findStaff } from '../../organisations/find.ts';

export default class StaffInvite extends BaseCommand<typeof StaffInvite> {
  static override summary =
    'Send a member of staff a new link to choose a password. The previous link stops working.';
  static override description =
    'People created without a password have already been invited. Use this if the link was lost or has expired.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example',
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --language hi',
  ];
  static override args = { staff: argument({ description: 'Email, name or id.', required: true }) };
  static override flags = {
    language: string({
      helpValue: 'TAG',
      summary: 'The language of this email; default: the language of the person.',
    }),
  };

  async run(): Promise<Invitation> {
    const kiwi = await this.client();
    const { id, email } = await findStaff(kiwi, this.args.staff);
    const { language } = this.flags;
    const invitation = await kiwi.post('/v1/staff/{staffId}/invitation', {
      path: { staffId: id },
      body: language === undefined ? {} : { language },
    });
    this.log(`Invited ${email}. The link works until ${shortTime(invitation.expiresAt)}.`);
    return invitation;
  }
}
