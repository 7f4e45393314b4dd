import type { Knex } from 'knex';

/** What staff are asked to do beside their role. A community manager has no duties. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff add column duties text[] not null default '{}'
      constraint staff_duties check (
        duties <@ array['dispatch'] and (duties = '{}' or role <> 'community_manager')
      )
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff drop column duties');
}
