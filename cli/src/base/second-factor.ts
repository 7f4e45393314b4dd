import { CliError } from './errors.ts';
import { canAsk, prompts, toStderr } from './prompt.ts';

/** What proves the second factor: six digits are a code of the app, anything longer a recovery code. */
export interface Proof {
  readonly code?: string;
  readonly recoveryCode?: string;
}

export function proofOf(typed: string): Proof {
  const text = typed.trim();
  return /^\d{6}$/.test(text) ? { code: text } : { recoveryCode: text };
}

/** The code given, or asked for. @throws CliError `missing_input` where nobody can be asked. */
export async function askProof(given: string | undefined): Promise<Proof> {
  if (given !== undefined) return proofOf(given);
  if (!canAsk()) {
    throw new CliError('missing_input', 'A code of the authenticator app is needed, or a recovery code.', {
      hint: 'Give --code.',
    });
  }
  const { input } = await prompts();
  return proofOf(await input({ message: 'Code of the app, or a recovery code:', required: true }, toStderr));
}

export function recoveryText(codes: readonly string[]): string {
  return `Recovery codes, shown only this once. Each signs you in one time without the app:\n${codes
    .map((code) => `  ${code}`)
    .join('\n')}`;
}
