import type { Knex } from 'knex';

/**
 * The version of an event's schema, so that a build can read what an earlier one wrote. Rows of earlier builds have 0.
 * The default is a constant: adding the column rewrites no row, and processes of the earlier build can go on writing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table outbox_event add column version integer not null default 0 check (version >= 0)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table outbox_event drop column version');
}
