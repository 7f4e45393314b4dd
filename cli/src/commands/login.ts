import type { Kiwimesh } from '@kiwimesh/sdk';
import { boolean, string } from '@oclif/core/flags';
import { type Account, accountLine, readAccount } from '../base/account.ts';
import { BaseCommand } from '../base/command.ts';
import { CliError } from '../base/errors.ts';
import { canAsk, lineFromStdin, prompts, toStderr } from '../base/prompt.ts';
import { askProof } from '../base/second-factor.ts';

export default class Login extends BaseCommand<typeof Login> {
  static override summary = 'Sign in with email and password. The session is stored for further commands.';
  static override description =
    'The password is read from the terminal, from stdin (--password-stdin) or from KIWIMESH_PASSWORD; the second-factor code from the terminal or from --code. The API given here becomes the default.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --api https://api.example.org --email asha@sahyadri.example',
    'pass kiwimesh | <%= config.bin %> <%= command.id %> --email asha@sahyadri.example --password-stdin',
  ];
  static override flags = {
    email: string({ summary: 'Email address.', env: 'KIWIMESH_EMAIL' }),
    'password-stdin': boolean({ summary: 'Read the password from stdin.' }),
    code: string({
      summary: 'Code from the authenticator app, or a recovery code; asked for if needed.',
      helpValue: 'CODE',
    }),
  };

  async run(): Promise<Account> {
    const { api, sessions } = this;
    const email = this.flags.email ?? (await ask('Email'));
    const password = this.flags['password-stdin']
      ? await lineFromStdin('password')
      : (process.env.KIWIMESH_PASSWORD ?? (await ask('Password')));
    const { connectForLogin } = await import('../base/client.ts');
    const kiwi = connectForLogin(api, sessions, this.config.version);
    await signIn(kiwi, { email, password }, this.flags.code);
    sessions.use(api);
    const account = await readAccount(kiwi, api);
    this.log(`Signed in as ${accountLine(account)}\nto ${api}`);
    return account;
  }
}

/** The code is asked for only when the service says that one is needed. */
async function signIn(
  kiwi: Kiwimesh,
  login: { readonly email: string; readonly password: string },
  given: string | undefined,
): Promise<void> {
  try {
    await kiwi.login({ ...login, ...(given === undefined ? {} : await askProof(given)) });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'second_factor_required' || given !== undefined) throw error;
    await kiwi.login({ ...login, ...(await askProof(undefined)) });
  }
}

async function ask(what: 'Email' | 'Password'): Promise<string> {
  if (!canAsk()) {
    const how = what === 'Email' ? '--email (or KIWIMESH_EMAIL)' : '--password-stdin (or KIWIMESH_PASSWORD)';
    throw new CliError('missing_input', `${what} is missing, and there is no terminal for a prompt.`, {
      hint: `Give ${how}.`,
    });
  }
  const { input, password } = await prompts();
  return what === 'Email'
    ? input({ message: 'Email:', required: true }, toStderr)
    : password({ message: 'Password:', mask: '*' }, toStderr);
}
