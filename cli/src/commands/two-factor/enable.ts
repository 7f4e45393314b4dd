import { oneTimeCode } from '@kiwimesh/sdk';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { canAsk, prompts, toStderr } from '../../base/prompt.ts';
import { recoveryText } from '../../base/second-factor.ts';

export interface Enrolment {
  /** Null once confirmed. */
  readonly secret: string | null;
  readonly uri: string | null;
  /** Null until confirmed. */
  readonly recoveryCodes: readonly string[] | null;
}

export default class TwoFactorEnable extends BaseCommand<typeof TwoFactorEnable> {
  static override summary = 'Turn on a second factor with an authenticator app.';
  static override description =
    'Shows the secret for the app and asks for a code from it. Without a terminal, run it once for the secret, then again with --code.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --code 492039',
  ];
  static override flags = {
    code: string({ summary: 'A code from the app, to confirm that it has the secret.', helpValue: 'CODE' }),
  };

  async run(): Promise<Enrolment> {
    const kiwi = await this.client();
    let { code } = this.flags;
    if (code === undefined) {
      const { secret, uri } = await kiwi.post('/v1/me/totp');
      this.log(`Enter this in your authenticator app:\n  ${secret}\n  ${uri}`);
      if (this.jsonEnabled() || !canAsk()) {
        this.log('Then confirm it: kiwimesh two-factor enable --code CODE');
        return { secret, uri, recoveryCodes: null };
      }
      const { input } = await prompts();
      code = await input({ message: 'Code from the app:', required: true }, toStderr);
    }
    const { recoveryCodes } = await kiwi.post('/v1/me/totp/confirmation', {
      body: { code: oneTimeCode(code) },
    });
    this.log(
      `The second factor is turned on. Your other sessions have ended.\n${recoveryText(recoveryCodes)}`,
    );
    return { secret: null, uri: null, recoveryCodes };
  }
}
