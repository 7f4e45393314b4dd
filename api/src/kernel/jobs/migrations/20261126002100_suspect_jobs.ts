import type { Knex } from 'knex';

/**
 * Jobs whose worker crashed at least twice, fewest crashes first: how a worker finds the next of them, and counts those it
 * holds. The number is `SUSPECT` in kernel/coordination/crashes.ts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create index agenda_job_suspect_idx on agenda_job (name, crashes, next_run_at) where crashes >= 2`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop index agenda_job_suspect_idx`);
}
