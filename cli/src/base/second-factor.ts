import { type SecondFactorProof, secondFactorProof } from '@kiwimesh/sdk';
import { CliError } from './errors.ts';
import { canAsk, prompts, toStderr } from './prompt.ts';

/** The code given, or asked for. @throws CliError `missing_input` where there is no terminal. */
export async function askProof(given: string | undefined): Promise<SecondFactorProof> {
  if (given !== undefined) return secondFactorProof(given);
  if (!canAsk()) {
    throw new CliError(
      'missing_input',
      'A code from the authenticator app, or a recovery code, is required.',
      {
        hint: 'Give --code.',
      },
    );
  }
  const { input } = await prompts();
  return secondFactorProof(
    await input({ message: 'Code from the app, or a recovery code:', required: true }, toStderr),
  );
}

export function recoveryText(codes: readonly string[]): string {
  return `Recovery codes, shown only this once. Each signs you in one time without the app:\n${codes
    .map((code) => `  ${code}`)
    .join('\n')}`;
}
