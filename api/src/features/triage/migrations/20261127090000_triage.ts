import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint triage_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * Assessments with the record of how each was made. What was said, found and decided about a person is health data and
 * sealed; urgencies stay readable for lists and for the order of dispatch.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table triage (
      id uuid primary key,
      resident_id uuid references resident (id),
      community_id uuid references community (id),
      hospital_id uuid references hospital (id),
      booking_id uuid,
      created_by_kind text not null check (created_by_kind in ('staff', 'resident', 'api_key')),
      created_by_id uuid not null,
      words_shared boolean not null,
      language text not null check (length(language) <= 35),
      urgency smallint not null check (urgency between 1 and 5),
      rules_floor smallint not null check (rules_floor between 1 and 5),
      insufficient boolean not null,
      degraded boolean not null,
      text bytea,
      context bytea,
      assessment bytea,
      decision bytea,
      override_urgency smallint check (override_urgency between 1 and 5),
      override bytea,
      outcome bytea,
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      ${['text', 'context', 'assessment', 'decision', 'override', 'outcome'].map(sealed).join(', ')},
      constraint triage_floor check (urgency <= rules_floor),
      constraint triage_override check ((override_urgency is null) = (override is null))
    );
    create index triage_resident_idx on triage (resident_id, id desc) where resident_id is not null;
    create index triage_hospital_idx on triage (hospital_id, id desc) where hospital_id is not null;
    create index triage_community_idx on triage (community_id, id desc) where community_id is not null;
    create index triage_created_idx on triage (created_at);
    create index triage_outcome_idx on triage (hospital_id, id desc) where outcome is not null;
  `);
  const hospital = 'hospital_id = scope.hospital_id()';
  const reach = {
    super_admin: 'true',
    hospital_admin: hospital,
    nurse: hospital,
    paramedic: hospital,
    api_key: hospital,
    community_manager: 'community_id = scope.community_id()',
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'triage', {
    select: reach,
    insert: reach,
    update: reach,
    delete: { system: 'true' },
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table triage');
}
