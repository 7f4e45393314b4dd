import type { Knex } from 'knex';

/**
 * When the operator of a call was last seen: what they did in it, or were heard to say. Of calls that go on it counts from
 * now, since nothing is known of before.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call add column operator_seen_at timestamptz(3);
    update call set operator_seen_at = now() where state in ('active', 'held')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table call drop column operator_seen_at');
}
