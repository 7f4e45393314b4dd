import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { string } from '@oclif/core/flags';
import { CliError } from '../base/errors.ts';
import { toldOnStderr } from '../base/printable.ts';

export const databaseFlag = string({
  summary: 'The Postgres server to use; safer in the environment, where others cannot read it.',
  env: 'DATABASE_URL',
  helpValue: 'URL',
});

/** For the help of every `db` command. */
export const DATABASE_HELP = `Connects directly to Postgres, as the owner of the schema: to DATABASE_URL, otherwise to the database of \`make run\` in KIWIMESH_DATA_DIR (.data), which is started for the command if it is not running.`;

/** Does the work on the database that is meant. */
export async function withDatabase<T>(
  given: string | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (given) return work(checkedUrl(given));
  const dataDir = resolve(process.env.KIWIMESH_DATA_DIR || '.data');
  const checkout = existsSync(new URL('./embedded.ts', import.meta.url));
  if (!checkout || !existsSync(join(dataDir, 'postgres'))) {
    throw new CliError('missing_input', 'Name the database: set DATABASE_URL.', {
      hint: 'In the form postgres://user:password@host:5432/name, with the user that owns the schema.',
    });
  }
  const { openEmbedded } = await import('./embedded.ts');
  const postgres = await openEmbedded(dataDir, 'a kiwimesh db command', toldOnStderr);
  try {
    return await work(postgres.url);
  } finally {
    await postgres.close();
  }
}

function checkedUrl(given: string): string {
  if (/^postgres(ql)?:\/\//.test(given) && URL.canParse(given)) return given;
  const form = 'postgres://user:password@host:5432/name';
  throw new CliError('bad_database_url', `DATABASE_URL is not of the form ${form}.`);
}

/** The name that has to be repeated before a database is emptied. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
