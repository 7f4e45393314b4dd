import type { Knex } from 'knex';

/** Assessments of what is said in a call are made by no person: they name the call. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table triage drop constraint triage_created_by_kind_check;
    alter table triage add constraint triage_created_by_kind_check
      check (created_by_kind in ('staff', 'resident', 'api_key', 'call'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from triage where created_by_kind = 'call';
    alter table triage drop constraint triage_created_by_kind_check;
    alter table triage add constraint triage_created_by_kind_check
      check (created_by_kind in ('staff', 'resident', 'api_key'));
  `);
}
