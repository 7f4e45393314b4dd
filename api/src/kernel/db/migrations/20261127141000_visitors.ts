import type { Knex } from 'knex';

/** Who calls for help without an account, for the row policies of their call. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function scope.visitor_id() returns uuid language sql stable parallel safe
      return nullif(current_setting('kiwimesh.visitor_id', true), '')::uuid;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function scope.visitor_id()');
}
