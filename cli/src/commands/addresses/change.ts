import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { canAsk, prompts, toStderr } from '../../base/prompt.ts';

export interface AddressChanged {
  readonly email: string;
  /** False while the code that was sent there is missing. */
  readonly changed: boolean;
}

export default class AddressesChange extends BaseCommand<typeof AddressesChange> {
  static override summary = 'Change the email you sign in with, or confirm one entered by an administrator.';
  static override description =
    'Sends a code to the new email and asks for it. Without a terminal, run it once to send the code, then again with --code. Requires a sign-in within the last 15 minutes.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --email meera.nair@sahyadri.example',
    '<%= config.bin %> <%= command.id %> --email meera.nair@sahyadri.example --code 492039',
  ];
  static override flags = {
    email: string({ summary: 'The new email.', required: true }),
    code: string({ summary: 'The code that was sent to the new email.', helpValue: 'CODE' }),
  };

  async run(): Promise<AddressChanged> {
    const kiwi = await this.client();
    const { email } = this.flags;
    let { code } = this.flags;
    let id: string | undefined;
    if (code === undefined) {
      const change = await kiwi.post('/v1/me/address-changes', { body: { email } });
      id = change.id;
      if (this.jsonEnabled() || !canAsk()) {
        this.log(`A code was sent to ${email}. Next: kiwimesh addresses change --email ${email} --code CODE`);
        return { email, changed: false };
      }
      const { input } = await prompts();
      code = await input({ message: `Code sent to ${email}:`, required: true }, toStderr);
    } else {
      const { pendingAddresses } = await kiwi.get('/v1/me');
      id = pendingAddresses?.find((one) => one.address.toLowerCase() === email.toLowerCase())?.id;
      if (id === undefined) {
        throw new CliError(
          'not_found',
          'No code was sent to this email. Run the command without --code first.',
        );
      }
    }
    await kiwi.post('/v1/me/address-changes/{addressChangeId}/confirmation', {
      path: { addressChangeId: id },
      body: { code: code.trim() },
    });
    this.log(`You sign in with ${email} from now on. Your other sessions have ended.`);
    return { email, changed: true };
  }
}
