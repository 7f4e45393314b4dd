import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

/** Whether staff who can be sent to people are in service; no row: in service since ever. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table unit_status (
      staff_id uuid primary key references staff (id) on delete cascade,
      hospital_id uuid not null references hospital (id),
      reason bytea,
      since timestamptz(3),
      by_id uuid,
      by_name text,
      version integer not null check (version > 0),
      check ((reason is null) = (since is null) and (since is null) = (by_id is null)),
      constraint unit_status_reason_sealed
        check (octet_length(reason) >= ${SEAL_BYTES} and get_byte(reason, 0) = 1),
      -- It follows the person to another hospital.
      constraint unit_status_of_staff_fkey
        foreign key (hospital_id, staff_id) references staff (hospital_id, id) on update cascade on delete cascade
    );
    create index unit_status_out_idx on unit_status (hospital_id) where since is not null;
  `);
  const own = 'hospital_id = scope.hospital_id()';
  const platform = { super_admin: 'true' };
  const staff = { ...platform, hospital_admin: own, nurse: own, paramedic: own };
  await enableRowSecurity(knex, 'unit_status', {
    select: { ...staff, api_key: own },
    insert: staff,
    update: staff,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table unit_status');
}
