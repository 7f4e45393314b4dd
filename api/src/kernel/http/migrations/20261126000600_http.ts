import type { Knex } from 'knex';
import { grantPlatformTable } from '../../db/row-security.ts';

/** Saved replies of POSTs by their idempotency key, and the counters of limits that hold across processes. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE idempotency_record (
     -- Kind and id of the caller: keys of different callers never collide.
      actor text NOT NULL,
      operation text NOT NULL,
      key text NOT NULL,
      -- SHA-256 of the path and body: the same key with another request is a mistake.
      fingerprint text NOT NULL,
      -- Which request holds the key; it must still hold it to save or release.
      holder uuid NOT NULL,
      leased_until timestamptz NOT NULL,
      -- Set in the transaction that does the work, so that a crash after its commit can never run it twice.
      effect_at timestamptz,
      status smallint,
      headers jsonb,
      body text,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (actor, operation, key),
      CHECK ((status IS NULL) = (headers IS NULL))
    );
    CREATE INDEX idempotency_record_created_at ON idempotency_record (created_at);

    -- The shape rate-limiter-flexible expects; expire is milliseconds since 1970. Losing it in a crash does no harm.
    CREATE UNLOGGED TABLE rate_limit (
      key varchar(255) PRIMARY KEY,
      points integer NOT NULL DEFAULT 0,
      expire bigint
    );
    CREATE INDEX rate_limit_expire ON rate_limit (expire);
  `);
  await grantPlatformTable(knex, 'idempotency_record', ['select', 'insert', 'update', 'delete']);
  await grantPlatformTable(knex, 'rate_limit', ['select', 'insert', 'update', 'delete']);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE idempotency_record, rate_limit');
}
