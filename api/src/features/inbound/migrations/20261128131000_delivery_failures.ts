import type { Knex } from 'knex';

/** Why a message did not arrive, in words that do not depend on the provider. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table message_delivery add column failure text check (length(failure) between 1 and 63);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table message_delivery drop column failure');
}
