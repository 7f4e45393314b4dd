import type { Knex } from 'knex';
import PostgresTransaction from 'knex/lib/dialects/postgres/execution/pg-transaction.js';
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import { typedDatabaseError } from './errors.ts';
import { type DriverQuery, isStaleStatement, type StatementNames } from './statement-names.ts';

/** The role the product runs as: owns nothing, cannot log in, cannot bypass row security. Made by migration 0001. */
export const APP_ROLE = 'kiwimesh_app';

/** SQLSTATE of a start-up option that cannot be set. */
const INVALID_PARAMETER = '22023';

/**
 * What knex's transaction is given here beside its own settings: `opening` is the SQL that begins the transaction,
 * sent in one round trip (the simple protocol takes several statements).
 */
export interface OpeningConfig extends Knex.TransactionConfig {
  readonly opening?: string;
}

/** What we use of pg's client beside its queries. */
interface Connection {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
  /** Set while the opening of a transaction waits, unsent, for the query behind it. */
  openingHeld?: boolean;
}

/**
 * Knex's transaction, opened with our own statements, and honest about a commit that was none.
 *
 * The opening is not waited for: it leaves in one packet with the first query behind it (pg's pipelining), which saves
 * a round trip and a system call a unit. Should the opening fail, the connection is lost or the transaction is aborted,
 * and so fail the queries behind it; the one way round that, a cancel that hits BEGIN itself, would leave the first
 * query in a session without a scope, for which no row exists. The commit then fails with the opening's own error.
 */
class ScopedTransaction extends PostgresTransaction {
  readonly opening: string | undefined;
  #opened: Promise<unknown> = Promise.resolve();

  constructor(client: unknown, container: unknown, config?: OpeningConfig, outer?: unknown) {
    super(client, container, config, outer);
    this.opening = config?.opening;
  }

  override begin(connection: unknown): Promise<unknown> {
    if (this.opening === undefined) return super.begin(connection);
    const held = connection as Connection;
    held.connection.stream.cork();
    this.#opened = this.trxClient.query(connection, this.opening);
    this.#opened.catch(() => {});
    held.openingHeld = true;
    // Work that does something else first must not keep it waiting.
    setImmediate(release, held);
    return Promise.resolve();
  }

  /**
   * COMMIT of a transaction in which a statement failed (and somebody swallowed the error) is answered with ROLLBACK
   * and no error: the work would be lost in silence. Here that is an error.
   */
  override async commit(connection: unknown, value: unknown): Promise<unknown> {
    const pending = this.trxClient.query(connection, 'COMMIT;');
    this._completed = true;
    try {
      await this.#opened;
      const reply = await pending;
      if (reply?.response?.command === 'ROLLBACK') {
        throw new Error('the transaction was already aborted by a failed statement, so nothing was saved');
      }
      this._resolver(value);
      return reply;
    } catch (error) {
      this._rejecter(error);
      return undefined;
    }
  }
}

function release(held: Connection): void {
  if (held.openingHeld !== true) return;
  held.openingHeld = false;
  held.connection.stream.uncork();
}

/** Knex's Postgres client with typed errors (see errors.ts) and transactions that can carry their own opening. */
export class KiwimeshPostgres extends PostgresClient {
  /** Knex's own settings, and ours: which statements are prepared, when any are. */
  declare config: { readonly statementNames?: StatementNames };

  override transaction(container: unknown, config?: OpeningConfig, outer?: unknown): ScopedTransaction {
    return new ScopedTransaction(this, container, config, outer);
  }

  override async _query(connection: unknown, query: DriverQuery): Promise<unknown> {
    const name = this.config.statementNames?.nameOf(query);
    if (name !== undefined) query.options = { ...query.options, name };
    try {
      return await super._query(connection, query);
    } catch (error) {
      // The pool throws a connection marked like this away when it comes back.
      if (isStaleStatement(error)) (connection as { __knex__disposed?: unknown }).__knex__disposed = error;
      throw typedDatabaseError(error);
    }
  }

  override async acquireConnection(): Promise<unknown> {
    try {
      return await super.acquireConnection();
    } catch (error) {
      if ((error as { code?: string }).code === INVALID_PARAMETER) {
        throw new Error(`the role ${APP_ROLE} cannot be taken: migrate first, as a user who is granted it`);
      }
      throw typedDatabaseError(error);
    }
  }
}
