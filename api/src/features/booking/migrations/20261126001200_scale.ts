import type { Knex } from 'knex';

/**
 * Statistics for large platforms, and a constraint that keeps positions in the hospital of their staff.
 *
 * The planner assumes that columns are independent. Every list of bookings has two conditions: the filter (one resident,
 * one nurse) and the caller's scope (one hospital, one community), which the filter implies. Assuming independence, the
 * planner expects almost no rows to pass both and combines the resident's index with that of the whole community
 * (1 M bookings, plan in docs/security/tenancy-plans.md: 11.8 ms instead of 0.2 ms).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create statistics booking_whose (dependencies)
      on resident_id, community_id, hospital_id, assignee_staff_id from booking;
    create statistics offer_whose (dependencies) on staff_id, resident_id, hospital_id, community_id from offer;

    -- A position belongs to the present hospital of the person who reported it, also after they change hospital.
    update staff_position p set hospital_id = s.hospital_id
      from staff s where s.id = p.staff_id and s.hospital_id is distinct from p.hospital_id;
    alter table staff_position add constraint staff_position_of_staff_fkey
      foreign key (hospital_id, staff_id) references staff (hospital_id, id) on update cascade on delete cascade;

    -- The readiness check compares the schema with that of the build.
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
