import type { Knex } from 'knex';
import PostgresTransaction from 'knex/lib/dialects/postgres/execution/pg-transaction.js';
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import { typedDatabaseError } from './errors.ts';

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

/** Knex's transaction, opened with our own statements, and honest about a commit that was none. */
class ScopedTransaction extends PostgresTransaction {
  readonly opening: string | undefined;

  constructor(client: unknown, container: unknown, config?: OpeningConfig, outer?: unknown) {
    super(client, container, config, outer);
    this.opening = config?.opening;
  }

  override begin(connection: unknown): Promise<unknown> {
    if (this.opening === undefined) return super.begin(connection);
    return this.trxClient.query(connection, this.opening);
  }

  /**
   * COMMIT of a transaction in which a statement failed (and somebody swallowed the error) is answered with ROLLBACK
   * and no error: the work would be lost in silence. Here that is an error.
   */
  override async commit(connection: unknown, value: unknown): Promise<unknown> {
    const pending = this.trxClient.query(connection, 'COMMIT;');
    this._completed = true;
    try {
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

/** Knex's Postgres client with typed errors (see errors.ts) and transactions that can carry their own opening. */
export class KiwimeshPostgres extends PostgresClient {
  override transaction(container: unknown, config?: OpeningConfig, outer?: unknown): ScopedTransaction {
    return new ScopedTransaction(this, container, config, outer);
  }

  override async _query(connection: unknown, query: unknown): Promise<unknown> {
    try {
      return await super._query(connection, query);
    } catch (error) {
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
