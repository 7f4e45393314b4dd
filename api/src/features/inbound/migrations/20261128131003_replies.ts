import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sources = (...words: readonly string[]) => `
  alter table inbound_webhook drop constraint inbound_webhook_source_check;
  alter table inbound_webhook add constraint inbound_webhook_source_check
    check (source in (${words.map((word) => `'${word}'`).join(', ')}));
`;

/** What people write to us, and which phones get no messages because of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sources('messages', 'replies'));
  await knex.raw(`
    create table message_opt_out (
      id uuid primary key,
      phone bytea not null,
      phone_index bytea not null check (octet_length(phone_index) = 32),
      stopped boolean not null,
      -- When the message that says so arrived: an earlier one that is handled later changes nothing.
      changed_at timestamptz not null,
      constraint message_opt_out_phone_key unique (phone_index),
      constraint message_opt_out_phone_sealed
        check (octet_length(phone) >= ${SEAL_BYTES} and get_byte(phone, 0) = 1)
    );
    create index message_opt_out_started_idx on message_opt_out (changed_at) where not stopped;
  `);
  await enableRowSecurity(knex, 'message_opt_out', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    drop table message_opt_out;
    delete from inbound_webhook where source = 'replies';
  `);
  await knex.raw(sources('messages'));
}
