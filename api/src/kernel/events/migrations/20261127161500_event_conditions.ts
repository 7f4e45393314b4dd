import type { Knex } from 'knex';

/** A subscriber may want only some events of a kind. Null: all of them, as those of earlier builds. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table outbox_subscription add column "only" jsonb');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table outbox_subscription drop column "only"');
}
