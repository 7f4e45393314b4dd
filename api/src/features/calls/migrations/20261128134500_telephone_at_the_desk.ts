import type { Knex } from 'knex';

/** Whether a telephone has what the operator says as well, which consoles that join the call later have to know. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table telephone_leg add column carries_operator boolean not null default false');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table telephone_leg drop column carries_operator');
}
