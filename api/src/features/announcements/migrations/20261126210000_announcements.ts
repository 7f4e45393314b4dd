import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** Notices of hospitals. Only their end changes once they are published. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table announcement (
      id uuid primary key,
      hospital_id uuid not null references hospital (id),
      title text not null check (length(title) between 1 and 120),
      message text not null check (length(message) between 1 and 2000),
      published_at timestamptz not null default now(),
      ends_at timestamptz check (ends_at > published_at),
      ended_at timestamptz check (ended_at >= published_at)
    );
    create index announcement_current_idx on announcement (hospital_id, id) where ended_at is null;
  `);
  const platform = { super_admin: 'true' };
  const own = 'hospital_id = scope.hospital_id()';
  const linked =
    'hospital_id in (select l.hospital_id from hospital_community l where l.community_id = scope.community_id())';
  const publishers = { ...platform, hospital_admin: own, api_key: own };
  await enableRowSecurity(knex, 'announcement', {
    select: { ...publishers, nurse: own, paramedic: own, community_manager: linked, resident: linked },
    insert: publishers,
    update: publishers,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table announcement');
}
