import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** Notices of managers to their community. Only their end changes once they are published. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table community_announcement (
      id uuid primary key,
      community_id uuid not null references community (id),
      title text not null check (length(title) between 1 and 120),
      message text not null check (length(message) between 1 and 2000),
      published_at timestamptz(3) not null,
      ends_at timestamptz(3) check (ends_at > published_at),
      ended_at timestamptz(3) check (ended_at >= published_at)
    );
    create index community_announcement_current_idx on community_announcement (community_id, id) where ended_at is null;
    create index community_announcement_published_idx on community_announcement (community_id, published_at);
  `);
  const own = 'community_id = scope.community_id()';
  const publishers = { super_admin: 'true', community_manager: own };
  await enableRowSecurity(knex, 'community_announcement', {
    select: { ...publishers, resident: own },
    insert: publishers,
    update: publishers,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table community_announcement');
}
