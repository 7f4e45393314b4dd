import type { Knex } from 'knex';

/** What a side of a call is spoken through, so that joining the call takes it from no telephone; null for nothing yet. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `alter table call_audio add column source text check (source in ('telephone', 'connection', 'chosen'))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table call_audio drop column source');
}
