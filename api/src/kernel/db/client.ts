/// <reference path="./knex-internals.d.ts" />
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import { typedDatabaseError, withOwnMessage } from './errors.ts';
import { type DriverQuery, isStaleStatement, type StatementNames } from './statement-names.ts';

/**
 * The role the product runs as: owns nothing, cannot log in, cannot bypass row security. Created by migration `kernel`.
 */
export const APP_ROLE = 'kiwimesh_app';

/** SQLSTATE of a start-up option that cannot be set. */
const INVALID_PARAMETER = '22023';

/** The members that we use of pg's client besides its queries. */
export interface Connection {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
  /** Set while the opening of a transaction waits to be sent with the query behind it. */
  openingHeld?: boolean;
  /** Why the pool must discard the connection when it is returned. */
  __knex__disposed?: unknown;
}

/** Holds what was written since `cork()` until the next query, or the end of this turn of the event loop. */
export function holdOpening(connection: Connection): void {
  connection.openingHeld = true;
  // Work that does something else first must not delay it.
  setImmediate(release, connection);
}

function release(connection: Connection): void {
  if (connection.openingHeld !== true) return;
  connection.openingHeld = false;
  connection.connection.stream.uncork();
}

/** Knex's Postgres client with typed errors (see errors.ts), prepared statements and held openings. */
export class KiwimeshPostgres extends PostgresClient {
  /** Knex's own settings, and ours: which statements are prepared, if any. */
  declare config: { readonly statementNames?: StatementNames };

  override async _query(connection: Connection, query: DriverQuery): Promise<unknown> {
    const name = this.config.statementNames?.nameOf(query);
    if (name !== undefined) query.options = { ...query.options, name };
    try {
      const reply = super._query(connection, query);
      release(connection);
      return await reply;
    } catch (error) {
      if (isStaleStatement(error)) connection.__knex__disposed = error;
      throw withOwnMessage(typedDatabaseError(error));
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
