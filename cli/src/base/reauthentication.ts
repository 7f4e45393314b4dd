import type { Kiwimesh } from '@kiwimesh/sdk';
import { canAsk, prompts, toStderr } from './prompt.ts';
import { askProof } from './second-factor.ts';

/** @returns false where there is no password and no person to ask. @throws ProblemError for a wrong password or code. */
export async function confirmPassword(kiwi: Kiwimesh): Promise<boolean> {
  const password = process.env.KIWIMESH_PASSWORD ?? (await askPassword());
  if (password === undefined) return false;
  const confirm = (proof: object) => kiwi.post('/v1/me/reauthentication', { body: { password, ...proof } });
  try {
    await confirm({});
  } catch (error) {
    if (!asksForCode(error)) throw error;
    await confirm(await askProof(undefined));
  }
  return true;
}

async function askPassword(): Promise<string | undefined> {
  if (!canAsk()) return undefined;
  const message = 'You signed in a while ago. Your password, to be sure that it is you:';
  return (await prompts()).password({ message, mask: '*' }, toStderr);
}

/** The password was right, and a second factor is in force. */
function asksForCode(error: unknown): boolean {
  const { errors } = error as { readonly errors?: readonly { readonly pointer?: string }[] };
  return errors?.some(({ pointer }) => pointer === '/code') === true;
}
