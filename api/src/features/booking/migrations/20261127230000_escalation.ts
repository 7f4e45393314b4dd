import type { Knex } from 'knex';

/**
 * The last escalation of a booking, and who has seen to it. Those of before are of the clock whose breach was recorded at the
 * same moment; what is over needs nobody any more.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table booking
      add column escalated_at timestamptz,
      add column escalated_clock text check (escalated_clock in ('assign', 'arrive')),
      add column acknowledged_at timestamptz,
      add column acknowledged_by_kind text,
      add column acknowledged_by_id uuid,
      add column acknowledged_by_name text,
      add constraint booking_escalated check ((escalated_at is null) = (escalated_clock is null)),
      add constraint booking_acknowledged check (
        (acknowledged_at is null) = (acknowledged_by_kind is null)
        and (acknowledged_at is null or escalated_at is not null)
      );
    update booking
      set escalated_at = last.at,
        escalated_clock = case when last.at = booking.arrive_breached_at then 'arrive' else 'assign' end
      from (
        select booking_id, max(at) as at from booking_event where type = 'escalated' group by booking_id
      ) as last
      where last.booking_id = booking.id;
    create index booking_unacknowledged_idx on booking (hospital_id)
      where escalated_at is not null and acknowledged_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index booking_unacknowledged_idx;
    alter table booking
      drop constraint booking_acknowledged,
      drop constraint booking_escalated,
      drop column acknowledged_by_name,
      drop column acknowledged_by_id,
      drop column acknowledged_by_kind,
      drop column acknowledged_at,
      drop column escalated_clock,
      drop column escalated_at;
  `);
}
