import type { Knex } from 'knex';

/** One mail a day with what was not read. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification_preference
      -- A time of the clock of the person's zone, HH:MM.
      add column digest_at text check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      add column digest_classes jsonb,
      add column digest_next_at timestamptz(3),
      -- What came before is in none.
      add column digest_since timestamptz(3),
      add check (num_nulls(digest_at, digest_classes, digest_next_at, digest_since) in (0, 4));
    create index notification_preference_digest_idx on notification_preference (digest_next_at)
      where digest_next_at is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification_preference
      drop column digest_at, drop column digest_classes, drop column digest_next_at, drop column digest_since;
  `);
}
