import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** One-time codes by device and by email; rotation of API keys with an overlap in which the old secret still works. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table otp_challenge
      add column device_index bytea,
      add column known_device boolean not null default false,
      drop constraint otp_challenge_channel_check,
      add constraint otp_challenge_channel_check check (channel in ('sms', 'whatsapp', 'email'));
    drop index otp_challenge_open_key;
    create unique index otp_challenge_open_key
      on otp_challenge (phone_index, coalesce(device_index, ''::bytea)) where closed_at is null;
    create index otp_challenge_device_idx on otp_challenge (device_index, created_at desc)
      where device_index is not null;

    create table otp_device (
      resident_id uuid not null references resident (id) on delete cascade,
      device_index bytea not null,
      signed_in_at timestamptz not null,
      primary key (resident_id, device_index)
    );
    create index otp_device_signed_in_idx on otp_device (signed_in_at);

    alter table api_key
      add column previous_secret_hash bytea,
      add column previous_secret_expires_at timestamptz,
      add constraint api_key_previous_secret_check check (
        num_nulls(previous_secret_hash, previous_secret_expires_at) in (0, 2)
        and (kind = 'secret' or previous_secret_hash is null));
    create unique index api_key_previous_secret_key on api_key (previous_secret_hash)
      where previous_secret_hash is not null;
  `);
  await enableRowSecurity(knex, 'otp_device', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table otp_device;
    delete from otp_challenge where device_index is not null or channel = 'email';
    drop index otp_challenge_open_key;
    alter table otp_challenge
      drop column device_index,
      drop column known_device,
      drop constraint otp_challenge_channel_check,
      add constraint otp_challenge_channel_check check (channel in ('sms', 'whatsapp'));
    create unique index otp_challenge_open_key on otp_challenge (phone_index) where closed_at is null;
    alter table api_key
      drop constraint api_key_previous_secret_check,
      drop column previous_secret_hash,
      drop column previous_secret_expires_at;
  `);
}
