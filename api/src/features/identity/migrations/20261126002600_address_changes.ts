import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint address_change_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * The addresses that a resident has proven, and changes of sign-in addresses that are pending proof or approval. A phone
 * counts as proven if there was a sign-in, because the channel of a code was not recorded until now. Emails start unproven;
 * people prove their own once to get codes there again.
 */
export async function up(knex: Knex): Promise<void> {
  // FORCE applies the policies to the owner of the table as well.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    alter table resident
      add column phone_proven_at timestamptz,
      add column email_proven_at timestamptz;
    update resident set phone_proven_at = now() where erased_at is null and (
      exists (select from session where session.resident_id = resident.id)
      or exists (select from otp_device where otp_device.resident_id = resident.id));

    -- Whether its code was ever sent by email: such a code proves no phone.
    alter table otp_challenge add column emailed boolean not null default false;
    update otp_challenge set emailed = channel = 'email';

    create table address_change (
      id uuid primary key,
      staff_id uuid references staff (id) on delete cascade,
      resident_id uuid references resident (id) on delete cascade,
      channel text not null check (channel in ('phone', 'email')),
      -- Sealed: the new address, and the one before once the change took effect.
      address bytea not null ${sealed('address')},
      previous bytea ${sealed('previous')},
      state text not null check (state in ('pending', 'applied', 'withdrawn')),
      requested_by_kind text not null check (requested_by_kind in ('staff', 'resident', 'system')),
      requested_by uuid,
      requested_at timestamptz not null,
      -- From when a super admin may approve it; null for one that only the person can confirm.
      approvable_at timestamptz,
      expires_at timestamptz not null,
      code_sends smallint not null default 0,
      code_guesses smallint not null default 0,
      code_sent_at timestamptz,
      closed_at timestamptz,
      check (num_nonnulls(staff_id, resident_id) = 1),
      check ((state = 'pending') = (closed_at is null))
    );
    create unique index address_change_open_key
      on address_change (coalesce(staff_id, resident_id), channel) where closed_at is null;
    create index address_change_staff_idx on address_change (staff_id) where staff_id is not null;
    create index address_change_resident_idx on address_change (resident_id) where resident_id is not null;
    create index address_change_requested_idx on address_change (requested_at);
  `);
  await enableRowSecurity(knex, 'address_change', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table address_change;
    alter table otp_challenge drop column emailed;
    alter table resident drop column phone_proven_at, drop column email_proven_at;
  `);
}
