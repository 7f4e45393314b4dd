import type { Knex } from 'knex';

/** The urgency of the assessment that a booking was made from, and the bookings of a hospital that wait for dispatch. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table booking
      add column urgency smallint check (urgency between 1 and 5),
      add column triage_id uuid;
    create index booking_waiting_idx on booking (hospital_id, service_type, urgency)
      where state = 'requested' and scheduled_for is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index booking_waiting_idx;
    alter table booking drop column urgency, drop column triage_id;
  `);
}
