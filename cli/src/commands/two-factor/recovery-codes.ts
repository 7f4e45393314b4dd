import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { askProof, recoveryText } from '../../base/second-factor.ts';

export default class TwoFactorRecoveryCodes extends BaseCommand<typeof TwoFactorRecoveryCodes> {
  static override summary = 'Generate new recovery codes. The previous ones stop working.';
  static override examples = ['<%= config.bin %> <%= command.id %> --code 492039'];
  static override flags = {
    code: string({ summary: 'A current code from the app, or a recovery code.', helpValue: 'CODE' }),
  };

  async run(): Promise<{ readonly recoveryCodes: readonly string[] }> {
    const kiwi = await this.client();
    const made = await kiwi.post('/v1/me/recovery-codes', { body: await askProof(this.flags.code) });
    this.log(recoveryText(made.recoveryCodes));
    return made;
  }
}
