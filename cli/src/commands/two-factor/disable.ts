import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { askProof } from '../../base/second-factor.ts';

export default class TwoFactorDisable extends BaseCommand<typeof TwoFactorDisable> {
  static override summary = 'Turn off your second factor.';
  static override examples = ['<%= config.bin %> <%= command.id %> --code 492039'];
  static override flags = {
    code: string({ summary: 'A current code from the app, or a recovery code.', helpValue: 'CODE' }),
  };

  async run(): Promise<{ readonly enabled: false }> {
    const kiwi = await this.client();
    await kiwi.post('/v1/me/totp/removal', { body: await askProof(this.flags.code) });
    this.log('The second factor is turned off.');
    return { enabled: false };
  }
}
