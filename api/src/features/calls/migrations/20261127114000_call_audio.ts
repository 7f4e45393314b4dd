import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** How far the audio of each side of a call is stored as words. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table call_audio (
      id uuid primary key,
      call_id uuid not null references call (id) on delete cascade,
      speaker text not null check (speaker in ('caller', 'operator')),
      epoch integer not null check (epoch >= 0),
      next_seq integer not null check (next_seq > 0),
      frame_ms integer not null check (frame_ms >= 0),
      settled_ms integer not null check (settled_ms >= 0),
      updated_at timestamptz(3) not null,
      unique (call_id, speaker)
    );
  `);
  const system = { system: 'true' };
  await enableRowSecurity(knex, 'call_audio', {
    select: system,
    insert: system,
    update: system,
    delete: system,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table call_audio');
}
