import { CliError, EXIT } from './errors.ts';

/**
 * Asks the API for what needs no sign-in, within 10 s.
 * @throws CliError `unreachable` when nothing answers.
 */
export async function ask(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(10_000), headers: { accept: 'application/json' } });
  } catch (error) {
    const cause = (error as Error & { cause?: { code?: string } }).cause?.code;
    const why =
      (error as Error).name === 'TimeoutError' ? 'no answer within 10 s' : (cause ?? 'no connection');
    throw new CliError('unreachable', `${new URL(url).origin} does not answer (${why}).`, {
      exit: EXIT.unreachable,
      hint: 'Check the address (--api, KIWIMESH_API) and that the API is running.',
    });
  }
}
