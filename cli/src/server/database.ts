import { connect } from '@kiwimesh/api/kernel/db/connection.ts';
import { type MigrationStatus, migrateUp, migrationStatus } from '@kiwimesh/api/kernel/db/migrate.ts';
import { CliError, EXIT } from '../base/errors.ts';
import { steps } from './migrations.ts';

/** @returns the names of the migrations applied now. */
export async function migrate(url: string): Promise<readonly string[]> {
  return withOwner(url, async (owner) => migrateUp(owner, await steps()));
}

export async function status(url: string): Promise<MigrationStatus> {
  return withOwner(url, async (owner) => migrationStatus(owner, await steps()));
}

async function withOwner<T>(
  url: string,
  work: (owner: ReturnType<typeof connect>) => Promise<T>,
): Promise<T> {
  const owner = connect(url, { as: 'owner', poolMax: 2, name: 'kiwimesh cli' });
  try {
    return await work(owner);
  } catch (error) {
    throw explained(error, url);
  } finally {
    await owner.destroy();
  }
}

/** What went wrong, without the password that stands in the URL. */
function explained(error: unknown, url: string): Error {
  const { code, message } = error as Error & { code?: string };
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  if (code && /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|57P03)/.test(code)) {
    return new CliError('database_unreachable', `The database ${where} does not answer (${code}).`, {
      exit: EXIT.unreachable,
    });
  }
  if (code?.startsWith('28')) {
    return new CliError('database_refused', `The database ${where} does not accept this user and password.`, {
      exit: EXIT.refused,
    });
  }
  if (code === '3D000') {
    return new CliError('database_missing', `There is no database ${where}.`, { exit: EXIT.refused });
  }
  if (code === '42501') {
    return new CliError('database_refused', `This user may not change the schema of ${where}: ${message}.`, {
      exit: EXIT.refused,
      hint: 'Migrations run as the owner of the schema, not as the user of the API.',
    });
  }
  return error as Error;
}
