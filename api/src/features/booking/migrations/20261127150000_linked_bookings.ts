import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

/** Bookings that are made for another one, where their assignee goes first, and who can be asked. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table booking
      add column linked_to uuid references booking (id),
      add column waypoint bytea,
      add constraint booking_waypoint_sealed
        check (octet_length(waypoint) >= ${SEAL_BYTES} and get_byte(waypoint, 0) = 1);
    create index booking_linked_idx on booking (linked_to) where linked_to is not null;
    alter table offer
      add column travel_seconds integer check (travel_seconds >= 0),
      add column waypoint_kind text check (waypoint_kind ~ '^[a-z_]{1,40}$');

    create table booking_candidate (
      booking_id uuid not null references booking (id),
      resident_id uuid not null references resident (id),
      travel_seconds integer not null check (travel_seconds >= 0),
      travel_metres integer not null check (travel_metres >= 0),
      primary key (booking_id, resident_id)
    );
    create index booking_candidate_resident_idx on booking_candidate (resident_id);
  `);
  const platform = {};
  await enableRowSecurity(knex, 'booking_candidate', {
    select: platform,
    insert: platform,
    update: platform,
    delete: platform,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table booking_candidate;
    alter table offer drop column waypoint_kind, drop column travel_seconds;
    alter table booking drop column waypoint, drop column linked_to;
  `);
}
