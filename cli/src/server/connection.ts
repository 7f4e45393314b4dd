import { string } from '@oclif/core/flags';
import { CliError } from '../base/errors.ts';

export const databaseFlag = string({
  summary: 'Postgres to speak to; better in the environment, where no one else can read it.',
  env: 'DATABASE_URL',
  helpValue: 'URL',
});

/** The database a `db` command works on. There is no default: guessing one would be dangerous. */
export function databaseUrl(given: string | undefined): string {
  if (!given) {
    throw new CliError('missing_input', 'Say which database: set DATABASE_URL.', {
      hint: 'As postgres://user:password@host:5432/name, with the user that owns the schema.',
    });
  }
  if (!/^postgres(ql)?:\/\//.test(given) || !URL.canParse(given)) {
    throw new CliError(
      'bad_database_url',
      'DATABASE_URL is not of the form postgres://user:password@host:5432/name.',
    );
  }
  return given;
}
