import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';

export interface ResetAsked {
  readonly email: string;
}

export default class PasswordReset extends BaseCommand<typeof PasswordReset> {
  static override summary = 'Request an email with a link to choose a new password.';
  static override description =
    'The reply is the same whether or not the address belongs to an account. The link works once, for 30 minutes. Setting a new password signs the person out everywhere.';
  static override examples = ['<%= config.bin %> <%= command.id %> --email asha@sahyadri.example'];
  static override flags = {
    email: string({ summary: 'The email of the account.', env: 'KIWIMESH_EMAIL', required: true }),
    language: string({
      helpValue: 'TAG',
      summary: 'The language of the email, if the person has chosen none.',
    }),
  };

  async run(): Promise<ResetAsked> {
    const { email, language } = this.flags;
    const { connectForLogin } = await import('../../base/client.ts');
    const kiwi = connectForLogin(this.api, this.sessions, this.config.version);
    await kiwi.post('/v1/auth/password-resets', {
      body: { email, ...(language === undefined ? {} : { language }) },
    });
    this.log(`If ${email} has an account, an email with a link was sent.`);
    return { email };
  }
}
