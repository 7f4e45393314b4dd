import type { Knex } from 'knex';

/** Until when the connection of a side counts as there, and whose it is: its process renews it, and one that was killed does not. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table call_audio add column lease_until timestamptz(3), add column lease_by uuid`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table call_audio drop column lease_until, drop column lease_by`);
}
