import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * Erasure requests of residents and their state. A row stays after the erasure: ids, times and a reason
 * code, as evidence of the request and its completion. An erased resident keeps an id for the bookings that have to be
 * kept, and nothing that identifies them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table resident alter column phone drop not null, alter column phone_index drop not null,
      add column erased_at timestamptz,
      add constraint resident_erased check (
        (erased_at is null) = (phone is not null) and (phone is null) = (phone_index is null)
        and (erased_at is null or (not active and num_nonnulls(email, unit, date_of_birth, address, latitude) = 0)));

    create table erasure (
      resident_id uuid primary key,
      community_id uuid not null,
      requested_by text not null check (requested_by in ('resident', 'staff')),
      -- Who asked on the resident's behalf.
      staff_id uuid references staff (id),
      reason text not null check (reason in ('own_wish', 'requested_by_person', 'deceased', 'moved_away', 'recorded_by_mistake')),
      requested_at timestamptz not null,
      due_at timestamptz not null check (due_at >= requested_at),
      erased_at timestamptz,
      check ((requested_by = 'staff') = (staff_id is not null)),
      -- The community is the resident's own, also after a move.
      foreign key (community_id, resident_id) references resident (community_id, id) on update cascade
    );
    create index erasure_community_idx on erasure (community_id, resident_id);
    create index erasure_staff_idx on erasure (staff_id) where staff_id is not null;
  `);
  const ofResident = 'resident_id = scope.resident_id()';
  const ofCommunity = 'community_id = scope.community_id()';
  const asks = { resident: ofResident, community_manager: ofCommunity, super_admin: 'true' };
  await enableRowSecurity(knex, 'erasure', {
    select: asks,
    insert: asks,
    update: {},
    delete: { resident: `${ofResident} and erased_at is null` },
  });
  // Only an erasure removes an assignee's last position: for a visit at home it is the resident's address.
  await knex.raw(`
    create policy booking_position_delete on booking_position for delete to public
      using ((select scope.role()) = 'system');
    grant delete on booking_position to kiwimesh_app;
  `);
}

/** Erasure cannot be undone, so a database with erased residents cannot be migrated down. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop policy booking_position_delete on booking_position;
    revoke delete on booking_position from kiwimesh_app;
    drop table erasure;
    alter table resident drop column erased_at,
      alter column phone set not null, alter column phone_index set not null;
  `);
}
