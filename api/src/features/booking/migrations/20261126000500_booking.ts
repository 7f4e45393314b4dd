import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * Bookings, their offers, their timelines, and the positions of their assignees.
 *
 * Constraints guarantee what code cannot under concurrency: a seat is taken once, no one has two overlapping scheduled
 * bookings or two open offers of one booking, and a sequence number of a timeline is used once. Times have millisecond
 * precision, like the API and the page cursors.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table booking (
      id uuid primary key,
      service_type text not null check (service_type ~ '^[a-z][a-z0-9_]{1,62}$'),
      policy_version integer not null check (policy_version > 0),
      state text not null
        check (state in ('requested', 'assigned', 'en_route', 'in_service', 'completed', 'cancelled')),
      resident_id uuid not null references resident (id),
      community_id uuid not null references community (id),
      hospital_id uuid references hospital (id),
      assignee_kind text check (assignee_kind in ('staff', 'resident')),
      assignee_staff_id uuid references staff (id),
      assignee_resident_id uuid references resident (id),
      assignee_name text,
      scheduled_for timestamptz(3),
      scheduled_until timestamptz(3),
      slot_seat integer check (slot_seat > 0),
      location jsonb check (jsonb_typeof(location) = 'object'),
      notes text check (length(notes) <= 2000),
      assign_by timestamptz(3),
      arrive_by timestamptz(3),
      assign_breached_at timestamptz(3),
      arrive_breached_at timestamptz(3),
      price_amount integer check (price_amount >= 0),
      price_currency text check (price_currency ~ '^[A-Z]{3}$'),
      payment_trigger text,
      cancel_reason text check (length(cancel_reason) <= 500),
      cancelled_by_kind text check (cancelled_by_kind in ('staff', 'resident', 'api_key', 'system')),
      cancelled_by_id uuid,
      cancelled_by_name text,
      version integer not null check (version > 0),
      sequence integer not null check (sequence > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint booking_assignee check (
        case assignee_kind
          when 'staff' then assignee_staff_id is not null and assignee_resident_id is null
          when 'resident' then assignee_resident_id is not null and assignee_staff_id is null
          else num_nonnulls(assignee_staff_id, assignee_resident_id, assignee_name) = 0
        end
      ),
      constraint booking_held_by_somebody check (
        case
          when state in ('assigned', 'en_route', 'in_service', 'completed') then assignee_kind is not null
          when state = 'requested' then assignee_kind is null
          else true
        end
      ),
      constraint booking_slot check (
        (scheduled_for is null) = (scheduled_until is null)
        and (scheduled_for is null) = (slot_seat is null)
        and (scheduled_for is null or (scheduled_until > scheduled_for and hospital_id is not null))
      ),
      constraint booking_price check (num_nonnulls(price_amount, price_currency, payment_trigger) in (0, 3)),
      constraint booking_cancelled check ((state = 'cancelled') = (cancelled_by_kind is not null)),
      constraint booking_resident_overlap exclude using gist (
        resident_id with =, tstzrange(scheduled_for, scheduled_until) with &&
      ) where (scheduled_for is not null and state not in ('completed', 'cancelled')),
      constraint booking_staff_overlap exclude using gist (
        assignee_staff_id with =, tstzrange(scheduled_for, scheduled_until) with &&
      ) where (scheduled_for is not null and assignee_staff_id is not null and state not in ('completed', 'cancelled')),
      constraint booking_volunteer_overlap exclude using gist (
        assignee_resident_id with =, tstzrange(scheduled_for, scheduled_until) with &&
      ) where (scheduled_for is not null and assignee_resident_id is not null and state not in ('completed', 'cancelled'))
    );
    -- Each seat of a slot is taken once. Cancelling frees it.
    create unique index booking_seat_key on booking (hospital_id, service_type, scheduled_for, slot_seat)
      where scheduled_for is not null and state <> 'cancelled';
    create index booking_newest_idx on booking (created_at desc, id desc);
    create index booking_hospital_idx on booking (hospital_id, created_at desc, id desc);
    create index booking_community_idx on booking (community_id, created_at desc, id desc);
    create index booking_resident_idx on booking (resident_id, created_at desc, id desc);
    create index booking_staff_idx on booking (assignee_staff_id, created_at desc, id desc)
      where assignee_staff_id is not null;
    create index booking_volunteer_idx on booking (assignee_resident_id, created_at desc, id desc)
      where assignee_resident_id is not null;
    -- The boards of dispatchers: open bookings, newest first, however many old bookings there are.
    create index booking_open_hospital_idx on booking (hospital_id, created_at desc, id desc)
      where state not in ('completed', 'cancelled');
    create index booking_open_community_idx on booking (community_id, created_at desc, id desc)
      where state not in ('completed', 'cancelled');
    -- Breached bookings: rare, and searched for among all bookings.
    create index booking_breached_hospital_idx on booking (hospital_id, created_at desc, id desc)
      where assign_breached_at is not null or arrive_breached_at is not null;
    create index booking_breached_community_idx on booking (community_id, created_at desc, id desc)
      where assign_breached_at is not null or arrive_breached_at is not null;

    create table offer (
      id uuid primary key,
      booking_id uuid not null references booking (id),
      service_type text not null,
      hospital_id uuid references hospital (id),
      community_id uuid not null references community (id),
      staff_id uuid references staff (id),
      resident_id uuid references resident (id),
      assignee_name text not null,
      state text not null check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
      round integer not null check (round > 0),
      distance_metres double precision check (distance_metres >= 0),
      reason text check (length(reason) <= 500),
      sent_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      responded_at timestamptz(3),
      check (num_nonnulls(staff_id, resident_id) = 1),
      check ((state = 'open') = (responded_at is null))
    );
    create unique index offer_open_staff_key on offer (booking_id, staff_id) where state = 'open' and staff_id is not null;
    create unique index offer_open_resident_key on offer (booking_id, resident_id)
      where state = 'open' and resident_id is not null;
    create index offer_booking_idx on offer (booking_id, id desc);
    create index offer_hospital_idx on offer (hospital_id, service_type, staff_id, sent_at);
    create index offer_community_idx on offer (community_id, id desc);
    create index offer_staff_idx on offer (staff_id, id desc) where staff_id is not null;
    create index offer_resident_idx on offer (resident_id, id desc) where resident_id is not null;
    create index offer_open_resident_idx on offer (resident_id, booking_id) where state = 'open' and resident_id is not null;

    create table booking_event (
      id uuid primary key,
      booking_id uuid not null references booking (id),
      sequence integer not null check (sequence > 0),
      type text not null,
      at timestamptz(3) not null,
      actor_kind text not null check (actor_kind in ('staff', 'resident', 'api_key', 'system')),
      actor_id uuid,
      actor_name text,
      from_state text,
      to_state text,
      reason text check (length(reason) <= 500),
      version integer not null check (version > 0),
      data jsonb not null,
      unique (booking_id, sequence)
    );

    create table booking_position (
      booking_id uuid primary key references booking (id),
      latitude double precision not null check (latitude between -90 and 90),
      longitude double precision not null check (longitude between -180 and 180),
      accuracy_metres double precision check (accuracy_metres >= 0),
      recorded_at timestamptz(3) not null
    );
  `);

  const platform = { super_admin: 'true' };
  /** All staff of a hospital, and its API keys. */
  const inHospital = (predicate: string) => ({
    hospital_admin: predicate,
    nurse: predicate,
    paramedic: predicate,
    api_key: predicate,
  });

  // One CASE instead of branches joined by OR: the planner assumes that few rows pass a disjunction, and then reads and
  // sorts a whole hospital although an index has the newest fifty first. Indexes are chosen by the conditions of the model
  // layer; this condition only has to be correct.
  const rows = (residents: string) => `case
    when scope.role() in ('system', 'super_admin') then true
    when scope.role() in ('hospital_admin', 'nurse', 'paramedic', 'api_key') then hospital_id = scope.hospital_id()
    when scope.role() = 'community_manager' then community_id = scope.community_id()
    when scope.role() = 'resident' then ${residents}
    else false
  end`;

  await enableRowSecurity(knex, 'offer', {
    select: rows('resident_id = scope.resident_id()'),
    insert: {},
    update: {},
  });

  // A function, so that planning a read of a booking does not include this query: it is called only if the other
  // conditions for residents are false.
  await knex.raw(`
    create function scope.offered_bookings() returns uuid[] language sql stable parallel safe
      as 'select array(select booking_id from public.offer where resident_id = scope.resident_id() and state = ''open'')';
    grant execute on function scope.offered_bookings() to kiwimesh_app;
  `);
  const residents = `resident_id = scope.resident_id() or assignee_resident_id = scope.resident_id()
    or id = any (scope.offered_bookings()::uuid[])`;
  await enableRowSecurity(knex, 'booking', {
    select: rows(residents),
    insert: rows('resident_id = scope.resident_id() and community_id = scope.community_id()'),
    update: rows(residents),
  });

  // Append-only: only the owner of the database can change or delete an entry.
  const ofBooking = (table: string) => `exists (select from booking b where b.id = ${table}.booking_id)`;
  const allRoles = (predicate: string) => ({
    ...platform,
    ...inHospital(predicate),
    community_manager: predicate,
    resident: predicate,
  });
  await enableRowSecurity(knex, 'booking_event', {
    select: allRoles(ofBooking('booking_event')),
    insert: allRoles(ofBooking('booking_event')),
  });

  const ofOwnBooking = (who: string) =>
    `exists (select from booking b where b.id = booking_position.booking_id and b.${who})`;
  const asStaff = ofOwnBooking('assignee_staff_id = scope.staff_id()');
  const reports = {
    super_admin: asStaff,
    hospital_admin: asStaff,
    nurse: asStaff,
    paramedic: asStaff,
    community_manager: asStaff,
    resident: ofOwnBooking('assignee_resident_id = scope.resident_id()'),
  };
  await enableRowSecurity(knex, 'booking_position', {
    select: allRoles(ofBooking('booking_position')),
    insert: reports,
    update: reports,
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['booking_position', 'booking_event', 'booking', 'offer']) {
    // The tables reference each other, and their policies read other tables.
    await knex.raw('drop table if exists ?? cascade', [table]);
  }
  await knex.raw('drop function if exists scope.offered_bookings()');
}
