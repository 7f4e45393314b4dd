import type { Knex } from 'knex';

/** Which lines of a spoken run were spoken and when, and which process speaks. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table training_run
      add column spoken jsonb not null default '[]',
      add column voice_by uuid,
      add column voice_until timestamptz(3);
    create index training_run_voice_idx on training_run (voice_until) where mode = 'audio' and state = 'active';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index training_run_voice_idx;
    alter table training_run drop column spoken, drop column voice_by, drop column voice_until;
  `);
}
