import { string } from '@oclif/core/flags';
import { CliError } from './errors.ts';

/** `--confirm NAME`, for what cannot simply be undone. */
export const confirmFlag = string({
  summary: 'Confirm without a prompt, by repeating the name.',
  helpValue: 'NAME',
});

/** Whether a person can be asked: both ends are terminals, and nothing said otherwise. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY) && !process.env.CI;
}

/** The questions, loaded only when one is asked. They are drawn on stderr, so stdout stays clean for the result. */
export async function prompts() {
  return import('@inquirer/prompts');
}

export const toStderr = { output: process.stderr } as const;

/** One line from stdin without its line break, for `--password-stdin` and the like. */
export async function lineFromStdin(what: string): Promise<string> {
  const [line = ''] = await linesFromStdin([what]);
  return line;
}

/** As many first lines of stdin as there are things expected, none of them empty. */
export async function linesFromStdin(what: readonly string[]): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
  return what.map((one, index) => {
    const line = lines[index] ?? '';
    if (line === '')
      throw new CliError('empty_stdin', `The ${one} was expected on stdin, but stdin is empty.`);
    return line;
  });
}

/**
 * Before something that cannot be undone: the name must be typed, or given as `--confirm NAME`.
 * @param name what has to be repeated, letter for letter
 */
export async function confirmName(
  name: string,
  given: string | undefined,
  consequence: string,
): Promise<void> {
  if (given !== undefined) {
    if (given === name) return;
    throw new CliError(
      'not_confirmed',
      `--confirm says "${given}", but this is "${name}"; nothing was changed.`,
    );
  }
  if (!canAsk()) {
    throw new CliError('not_confirmed', `${consequence} Nothing was changed.`, {
      hint: `To continue: --confirm ${/^[\w.@-]+$/.test(name) ? name : JSON.stringify(name)}`,
    });
  }
  const { input } = await prompts();
  const typed = await input(
    { message: `${consequence} Type ${JSON.stringify(name)} to continue:` },
    toStderr,
  );
  if (typed.trim() !== name)
    throw new CliError('not_confirmed', 'The name does not match; nothing was changed.');
}
