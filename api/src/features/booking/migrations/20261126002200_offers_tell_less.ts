import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * A resident with an offer can no longer read the booking: its location and notes are health data of a neighbour, and
 * every volunteer of the community gets an offer. The offer itself shows service and distance. The platform stores an
 * acceptance, after which the resident reads the booking as its assignee.
 */
export async function up(knex: Knex): Promise<void> {
  await restrict(knex, 'resident_id = scope.resident_id() or assignee_resident_id = scope.resident_id()');
  await knex.raw('drop function scope.offered_bookings()');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create function scope.offered_bookings() returns uuid[] language sql stable parallel safe
      as 'select array(select booking_id from public.offer where resident_id = scope.resident_id() and state = ''open'')';
    grant execute on function scope.offered_bookings() to kiwimesh_app;
  `);
  await restrict(
    knex,
    `resident_id = scope.resident_id() or assignee_resident_id = scope.resident_id()
      or id = any (scope.offered_bookings()::uuid[])`,
  );
}

async function restrict(knex: Knex, residents: string): Promise<void> {
  // One CASE, for the planner: see migration 20261126000500_booking.
  const rows = (ofResidents: string) => `case
    when scope.role() in ('system', 'super_admin') then true
    when scope.role() in ('hospital_admin', 'nurse', 'paramedic', 'api_key') then hospital_id = scope.hospital_id()
    when scope.role() = 'community_manager' then community_id = scope.community_id()
    when scope.role() = 'resident' then ${ofResidents}
    else false
  end`;
  await enableRowSecurity(knex, 'booking', {
    select: rows(residents),
    insert: rows('resident_id = scope.resident_id() and community_id = scope.community_id()'),
    update: rows(residents),
  });
}
