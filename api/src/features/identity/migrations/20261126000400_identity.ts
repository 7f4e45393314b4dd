import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * Credentials and sessions. Secrets are stored only as hashes: passwords with argon2id, refresh tokens and API keys with
 * SHA-256 (they have 256 random bits). One-time codes are not stored; they are derived from the challenge's id.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table staff_credential (
      staff_id uuid primary key references staff (id) on delete cascade,
      password_hash text not null,
      changed_at timestamptz not null default now()
    );

    -- One row a sign-in: the family that its refresh tokens belong to.
    create table session (
      id uuid primary key,
      staff_id uuid references staff (id) on delete cascade,
      resident_id uuid references resident (id) on delete cascade,
      generation integer not null default 1 check (generation > 0),
      refresh_salt bytea not null,
      refresh_hash bytea not null,
      rotated_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      revoked_reason text,
      user_agent text check (length(user_agent) <= 500),
      created_at timestamptz not null,
      last_used_at timestamptz not null,
      check (num_nonnulls(staff_id, resident_id) = 1)
    );
    create index session_staff_idx on session (staff_id, id) where staff_id is not null;
    create index session_resident_idx on session (resident_id, id) where resident_id is not null;
    create index session_revoked_idx on session (revoked_at) where revoked_at is not null;

    -- One row a code. The phone and the caller's address are kept as keyed digests: enough to count by.
    create table otp_challenge (
      id uuid primary key,
      resident_id uuid references resident (id) on delete cascade,
      phone_index bytea not null,
      address_index bytea not null,
      channel text not null check (channel in ('sms', 'whatsapp')),
      sends smallint not null default 1,
      guesses smallint not null default 0 check (guesses between 0 and 5),
      created_at timestamptz not null,
      sent_at timestamptz not null,
      expires_at timestamptz not null,
      closed_at timestamptz,
      verified boolean not null default false
    );
    create index otp_challenge_resident_idx on otp_challenge (resident_id) where resident_id is not null;
    create unique index otp_challenge_open_key on otp_challenge (phone_index) where closed_at is null;
    create index otp_challenge_phone_idx on otp_challenge (phone_index, created_at desc);
    create index otp_challenge_address_idx on otp_challenge (address_index, created_at desc);

    create table api_key (
      id uuid primary key,
      name text not null check (length(name) between 1 and 200),
      kind text not null check (kind in ('secret', 'publishable')),
      hospital_id uuid references hospital (id),
      scopes text[] not null default '{}',
      allowed_origins text[] not null default '{}',
      prefix text not null,
      secret_hash bytea,
      publishable_key text,
      active boolean not null default true,
      last_used_at timestamptz,
      expires_at timestamptz,
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (case kind
        when 'secret' then secret_hash is not null and publishable_key is null and allowed_origins = '{}'
        else secret_hash is null and publishable_key is not null and hospital_id is not null and scopes = '{}'
      end)
    );
    create unique index api_key_secret_key on api_key (secret_hash) where secret_hash is not null;
    create unique index api_key_publishable_key on api_key (publishable_key) where publishable_key is not null;
    create index api_key_hospital_idx on api_key (hospital_id, id);

    -- What the sandbox providers of development and test took; empty everywhere else.
    create table sandbox_message (
      id text primary key,
      channel text not null,
      recipient text not null,
      body text not null,
      sent_at timestamptz not null
    );
    create index sandbox_message_recipient_idx on sandbox_message (recipient, sent_at desc);
    create index sandbox_message_sent_idx on sandbox_message (sent_at desc);
  `);

  // Only system work may use credentials and challenges and write sessions.
  const systemOnly = { select: {}, insert: {}, update: {}, delete: {} };
  await enableRowSecurity(knex, 'staff_credential', systemOnly);
  await enableRowSecurity(knex, 'otp_challenge', systemOnly);
  await enableRowSecurity(knex, 'sandbox_message', systemOnly);

  const ownStaffSession = 'staff_id = scope.staff_id()';
  await enableRowSecurity(knex, 'session', {
    ...systemOnly,
    select: {
      super_admin: ownStaffSession,
      hospital_admin: ownStaffSession,
      nurse: ownStaffSession,
      paramedic: ownStaffSession,
      community_manager: ownStaffSession,
      resident: 'resident_id = scope.resident_id()',
    },
  });

  const managesKeys = { super_admin: 'true', hospital_admin: 'hospital_id = scope.hospital_id()' };
  await enableRowSecurity(knex, 'api_key', { select: managesKeys, insert: managesKeys, update: managesKeys });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['sandbox_message', 'api_key', 'otp_challenge', 'session', 'staff_credential']) {
    await knex.schema.dropTableIfExists(table);
  }
}
