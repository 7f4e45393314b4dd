import { string } from '@oclif/core/args';
import { option } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { shortTime } from '../../base/output.ts';
import type { Invitation } from '../../base/wire.ts';
import { findStaff } from '../../organisations/find.ts';

export default class StaffInvite extends BaseCommand<typeof StaffInvite> {
  static override summary =
    'Send a member of staff a new link to choose a password. The older link stops working.';
  static override description =
    'Whoever is added without a password has been invited already: this is for a link that was lost or has expired.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example',
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --language hi',
  ];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };
  static override flags = {
    language: option({ options: ['en', 'hi'] as const, summary: 'Of this mail; their own without it.' })(),
  };

  async run(): Promise<Invitation> {
    const kiwi = await this.client();
    const { id, email } = await findStaff(kiwi, this.args.staff);
    const { language } = this.flags;
    const invitation = await kiwi.post('/v1/staff/{staffId}/invitation', {
      path: { staffId: id },
      body: language === undefined ? {} : { language },
    });
    this.log(`Invited ${email}. The link in the mail works until ${shortTime(invitation.expiresAt)}.`);
    return invitation;
  }
}
