import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint training_run_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * Runs of scenarios. What was said is sealed as in any call, though it is invented: it tells how an operator works. Totals
 * and the ids of what lost marks stay readable for reports.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table training_run (
      id uuid primary key,
      scenario_id text not null check (length(scenario_id) between 1 and 60),
      mode text not null check (mode in ('text', 'audio')),
      cohort text check (length(cohort) between 1 and 40),
      state text not null check (state in ('waiting', 'active', 'ended', 'abandoned')),
      call_id uuid not null,
      operator_id uuid not null references staff (id),
      operator_name text not null,
      hospital_id uuid references hospital (id),
      heard integer not null check (heard >= 0),
      entries bytea not null,
      score bytea,
      total smallint check (total between 0 and 100),
      passed boolean,
      missed jsonb not null,
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      started_at timestamptz(3),
      ended_at timestamptz(3),
      ${['entries', 'score'].map(sealed).join(', ')},
      constraint training_run_started check ((started_at is null) = (state in ('waiting', 'abandoned'))),
      constraint training_run_scored check ((state = 'ended') = (total is not null and passed is not null and score is not null))
    );
    create unique index training_run_call_idx on training_run (call_id);
    create index training_run_operator_idx on training_run (operator_id, id desc);
    create index training_run_hospital_idx on training_run (hospital_id, id desc) where hospital_id is not null;
    create index training_run_ended_idx on training_run (ended_at) where ended_at is not null;
  `);
  const own = 'operator_id = scope.staff_id()';
  const reach = {
    super_admin: 'true',
    hospital_admin: 'hospital_id = scope.hospital_id()',
    nurse: own,
    paramedic: own,
  };
  await enableRowSecurity(knex, 'training_run', {
    select: reach,
    insert: reach,
    update: { system: 'true' },
    delete: { system: 'true' },
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table training_run');
}
