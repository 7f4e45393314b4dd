import { option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';

export interface ResetAsked {
  readonly email: string;
}

export default class PasswordReset extends BaseCommand<typeof PasswordReset> {
  static override summary = 'Ask for a mail with a link to choose a new password.';
  static override description =
    'The answer is the same whether or not the address belongs to anyone. The link works once and for 30 minutes, and a new password signs its owner out everywhere.';
  static override examples = ['<%= config.bin %> <%= command.id %> --email asha@sahyadri.example'];
  static override flags = {
    email: string({ summary: 'Whose password.', env: 'KIWIMESH_EMAIL', required: true }),
    language: option({ options: ['en', 'hi'] as const, summary: 'Of the mail, if they have chosen none.' })(),
  };

  async run(): Promise<ResetAsked> {
    const { email, language } = this.flags;
    const { connectForLogin } = await import('../../base/client.ts');
    const kiwi = connectForLogin(this.api, this.sessions, this.config.version);
    await kiwi.post('/v1/auth/password-resets', {
      body: { email, ...(language === undefined ? {} : { language }) },
    });
    this.log(`If ${email} has an account, a mail with a link is on its way.`);
    return { email };
  }
}
