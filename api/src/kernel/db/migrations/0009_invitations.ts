import type { Knex } from 'knex';

/** Mail: what the sandbox of development and test took has a subject. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table sandbox_message add column subject text');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table sandbox_message drop column subject');
}
