import type { Knex } from 'knex';

/**
 * What plans need once the platform is large, and what the schema can promise about tenancy by itself.
 *
 * The planner takes columns to be independent unless told otherwise. Every list of bookings is narrowed twice: by what
 * was asked for (one resident, one nurse) and by the caller's reach (one hospital, one community), which the first
 * implies. Taken as independent, hardly a row would pass both, and reading a whole community's index beside the
 * resident's own looked cheap (1 M bookings, plan in docs/security/tenancy-plans.md: 11.8 ms against 0.2 ms).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create statistics booking_whose (dependencies)
      on resident_id, community_id, hospital_id, assignee_staff_id from booking;
    create statistics offer_whose (dependencies) on staff_id, resident_id, hospital_id, community_id from offer;

    -- A position belongs to the hospital of whoever reported it, also after they have moved to another.
    update staff_position p set hospital_id = s.hospital_id
      from staff s where s.id = p.staff_id and s.hospital_id is distinct from p.hospital_id;
    alter table staff_position add constraint staff_position_of_staff_fkey
      foreign key (hospital_id, staff_id) references staff (hospital_id, id) on update cascade on delete cascade;

    -- Readiness asks whether the schema is that of the build.
    grant select on schema_migration to kiwimesh_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    revoke select on schema_migration from kiwimesh_app;
    alter table staff_position drop constraint staff_position_of_staff_fkey;
    drop statistics offer_whose;
    drop statistics booking_whose;
  `);
}
