import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

/** Recordings of calls: the keys of their files, sealed. What was said is in storage, and unreadable once the row is gone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call add column recording text not null default 'off'
      check (recording in ('off', 'announced', 'recording', 'deleted'));
    create table call_recording (
      id uuid primary key,
      call_id uuid not null unique references call (id) on delete cascade,
      key bytea not null,
      incomplete text check (incomplete in ('storage_full', 'storage_unavailable', 'overloaded')),
      created_at timestamptz(3) not null,
      constraint call_recording_key_sealed check (octet_length(key) >= ${SEAL_BYTES} and get_byte(key, 0) = 1)
    );
    create index call_recording_created_idx on call_recording (created_at);
  `);
  const system = { system: 'true' };
  await enableRowSecurity(knex, 'call_recording', {
    select: system,
    insert: system,
    update: system,
    delete: system,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table call_recording; alter table call drop column recording');
}
