import knex, { type Knex } from 'knex';
import pg from 'pg';
import { APP_ROLE, KiwimeshPostgres } from './client.ts';
import { StatementNames } from './statement-names.ts';

export { APP_ROLE } from './client.ts';

export interface ConnectOptions {
  /**
   * `app`: sessions are {@link APP_ROLE}, so that row security holds. `owner`: the URL's own user, for migrations,
   * backup and restore; its sessions carry the system scope, because FORCE row security binds owners too.
   */
  readonly as: 'app' | 'owner';
  /** Maximum number of connections. Default 10. */
  readonly poolMax?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** A statement that runs longer is cancelled, milliseconds. Default 15 000 for `app`, none for `owner`. */
  readonly statementTimeout?: number;
  /** How long to wait for a free connection before giving up, milliseconds. Default 10 000. */
  readonly acquireTimeout?: number;
  /**
   * False when the URL's own user already is the app role or a member that must not switch (`DATABASE_APP_URL`,
   * also for poolers that refuse startup options). Default true.
   */
  readonly switchRole?: boolean;
  /** False behind a pooler that does not support prepared statements. Default true for `app`. */
  readonly prepare?: boolean;
}

const DATE_OID = 1082;

/** A calendar date stays the text `YYYY-MM-DD`: a Date would shift it by the machine's time zone. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE_OID
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/**
 * Whether row security applies to the session's role. It also applies to the owner of a table on which it is forced.
 */
const BOUND_ROLE = `SELECT NOT (rolsuper OR rolbypassrls) AS bound, rolname AS name FROM pg_roles WHERE rolname = current_user`;

/**
 * Checks each new connection of the product once: a role to which row security does not apply (a superuser in
 * DATABASE_APP_URL, say) would silently remove the database layer of tenancy.
 */
function refuseUnboundRole(
  connection: { query(sql: string): Promise<{ rows: { bound: boolean; name: string }[] }> },
  done: (error: Error | null, connection: unknown) => void,
): void {
  connection.query(BOUND_ROLE).then(
    ({ rows: [role] }) => {
      const bound = role?.bound === true;
      done(
        bound ? null : new Error(`row security does not bind the role ${role?.name}: use another`),
        connection,
      );
    },
    (error: Error) => done(error, connection),
  );
}

const silent = (): void => {};

/**
 * Opens a pool. bigint and numeric come back as strings, timestamptz as Date, date as text. An app pool pipelines, so
 * cursors and knex's `stream()` do not work on it: page instead.
 */
export function connect(url: string, options: ConnectOptions): Knex {
  const app = options.as === 'app';
  const statementTimeout = options.statementTimeout ?? (app ? 15_000 : 0);
  const startup = [
    ...(app && (options.switchRole ?? true) ? [`-c role=${APP_ROLE}`] : []),
    ...(app ? [] : ['-c kiwimesh.role=system']),
  ].join(' ');
  return knex({
    client: KiwimeshPostgres as unknown as typeof Knex.Client,
    connection: {
      connectionString: url,
      application_name: options.name ?? 'kiwimesh',
      types,
      connectionTimeoutMillis: 5_000,
      // Sends a unit's opening with its first query, see client.ts.
      pipeline: app,
      ...(startup === '' ? {} : { options: startup }),
      ...(statementTimeout > 0 ? { statement_timeout: statementTimeout } : {}),
      ...(app ? { idle_in_transaction_session_timeout: 60_000, lock_timeout: 10_000 } : {}),
    } as Knex.PgConnectionConfig,
    // Not for the owner: migrations change tables that prepared statements depend on.
    ...(app && (options.prepare ?? true) ? { statementNames: new StatementNames() } : {}),
    pool: { min: 0, max: options.poolMax ?? 10, ...(app ? { afterCreate: refuseUnboundRole } : {}) },
    acquireConnectionTimeout: options.acquireTimeout ?? 10_000,
    // Lost connections reach the caller as typed errors; knex would print them too, outside the log's format.
    log: { warn: silent, error: silent, debug: silent, deprecate: silent },
    // With the default, knex writes every bound value into the error's message.
    compileSqlOnError: false,
  });
}
