import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * The platform's settings, which super admins change at run time, as one document (the defaults apply without a row); and
 * counted sign-in attempts, second factors and recovery codes of staff.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table settings (
      id smallint primary key check (id = 1),
      document jsonb not null,
      version integer not null check (version > 1),
      updated_at timestamptz not null
    );

    -- One row an account and network that tried, and one (with no network) for all networks it was never used from.
    -- Both are keyed digests: accounts that do not exist are counted like any other.
    create table sign_in_attempt (
      account_index bytea not null,
      block_index bytea not null,
      staff_id uuid references staff (id) on delete cascade,
      failures integer not null default 0 check (failures >= 0),
      window_started_at timestamptz,
      locks integer not null default 0 check (locks >= 0),
      locked_until timestamptz,
      known_until timestamptz,
      updated_at timestamptz not null,
      primary key (account_index, block_index)
    );
    create index sign_in_attempt_staff_idx on sign_in_attempt (staff_id) where staff_id is not null;
    create index sign_in_attempt_updated_idx on sign_in_attempt (updated_at);

    create table staff_totp (
      staff_id uuid primary key references staff (id) on delete cascade,
      -- AES-256-GCM under a key derived from the secret of the settings.
      sealed_secret bytea not null,
      confirmed_at timestamptz,
      -- The time step of the code used last: each is good once (RFC 6238, 5.2).
      last_step bigint not null default 0,
      created_at timestamptz not null
    );

    create table staff_recovery_code (
      staff_id uuid not null references staff (id) on delete cascade,
      -- SHA-256 of 120 random bits (NIST SP 800-63B-4, 3.1.2: 112 or more need no slow hash).
      code_hash bytea not null,
      used_at timestamptz,
      primary key (staff_id, code_hash)
    );
  `);
  const administers = { super_admin: 'true' };
  await enableRowSecurity(knex, 'settings', {
    select: administers,
    insert: administers,
    update: administers,
  });
  // Only system work may use these.
  const systemOnly = { select: {}, insert: {}, update: {}, delete: {} };
  await enableRowSecurity(knex, 'sign_in_attempt', systemOnly);
  await enableRowSecurity(knex, 'staff_totp', systemOnly);
  await enableRowSecurity(knex, 'staff_recovery_code', systemOnly);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['staff_recovery_code', 'staff_totp', 'sign_in_attempt', 'settings']) {
    await knex.schema.dropTableIfExists(table);
  }
}
