import type { Knex } from 'knex';

/** The language a member of staff is written to in; null: none chosen, so the region's first. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table staff add column language text check (length(language) between 2 and 35)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff drop column language');
}
