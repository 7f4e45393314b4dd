import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { canAsk, linesFromStdin, prompts, toStderr } from '../../base/prompt.ts';

export default class PasswordChange extends BaseCommand<typeof PasswordChange> {
  static override summary = 'Change your own password. Your other sessions end.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    'printf "%s\\n%s\\n" "$OLD" "$NEW" | <%= config.bin %> <%= command.id %> --passwords-stdin',
  ];
  static override flags = {
    'passwords-stdin': boolean({
      summary: 'Read the current password from the first line of stdin, the new one from the second.',
    }),
  };

  async run(): Promise<{ readonly changed: true }> {
    const [currentPassword = '', newPassword = ''] = this.flags['passwords-stdin']
      ? await linesFromStdin(['current password', 'new password'])
      : await ask();
    const kiwi = await this.client();
    await kiwi.put('/v1/me/password', { body: { currentPassword, newPassword } });
    this.log('Your password was changed. Your other sessions have ended.');
    return { changed: true };
  }
}

async function ask(): Promise<readonly string[]> {
  if (!canAsk()) {
    throw new CliError('missing_input', 'There is no terminal for a password prompt.', {
      hint: 'Give --passwords-stdin.',
    });
  }
  const { password } = await prompts();
  const current = await password({ message: 'Current password:', mask: '*' }, toStderr);
  const first = await password({ message: 'New password (at least 15 characters):', mask: '*' }, toStderr);
  const again = await password({ message: 'New password again:', mask: '*' }, toStderr);
  if (first !== again) throw new CliError('not_alike', 'The passwords do not match; nothing was changed.');
  return [current, first];
}
