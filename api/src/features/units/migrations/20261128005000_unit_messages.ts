import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

/** What dispatchers write to units. Once it is seen only an erasure changes it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table unit_message (
      id uuid primary key,
      unit_id uuid not null references staff (id) on delete cascade,
      hospital_id uuid not null references hospital (id),
      booking_id uuid references booking (id),
      -- Whose booking it is: what was written about them is exported and erased with them.
      resident_id uuid references resident (id),
      text bytea,
      sent_at timestamptz(3) not null,
      by_id uuid not null,
      by_name text not null,
      seen_at timestamptz(3) check (seen_at >= sent_at),
      check (resident_id is null or booking_id is not null),
      constraint unit_message_text_sealed
        check (octet_length(text) >= ${SEAL_BYTES} and get_byte(text, 0) = 1)
    );
    create index unit_message_hospital_idx on unit_message (hospital_id, id desc);
    create index unit_message_unit_idx on unit_message (unit_id, id desc);
    create index unit_message_unseen_idx on unit_message (unit_id) where seen_at is null;
    create index unit_message_booking_idx on unit_message (booking_id, id desc) where booking_id is not null;
    create index unit_message_resident_idx on unit_message (resident_id) where resident_id is not null;
  `);
  const own = 'hospital_id = scope.hospital_id()';
  const staff = { super_admin: 'true', hospital_admin: own, nurse: own, paramedic: own };
  await enableRowSecurity(knex, 'unit_message', { select: staff, insert: staff, update: staff });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table unit_message');
}
