import type { Knex } from 'knex';

/** Who is at a push is kept in the ledger of effects, as for everything else that is done in the world outside. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table push_delivery drop column claimed_until');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table push_delivery add column claimed_until timestamptz');
}
