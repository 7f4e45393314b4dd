import type { Knex } from 'knex';

/** The language of messages to a member of staff; null for the first language of the region. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table staff add column language text check (length(language) between 2 and 35)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff drop column language');
}
