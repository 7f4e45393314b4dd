import type { Knex } from 'knex';
import { DataKeys } from '../../src/kernel/sealing/data-keys.ts';

/**
 * Number of rows of each kind. Bookings are distributed unevenly: the busiest community has some 22 in a thousand of
 * them.
 */
export interface Size {
  readonly hospitals: number;
  readonly communities: number;
  readonly residents: number;
  readonly bookings: number;
}

/** A platform after two years: the basis of the plans of docs/security/tenancy-plans.md. */
export const LARGE: Size = { hospitals: 200, communities: 2_000, residents: 200_000, bookings: 1_000_000 };

/** Kinds of records, for {@link filledId}. */
export const KIND = {
  hospital: 1,
  community: 2,
  staff: 3,
  resident: 4,
  booking: 5,
  offer: 6,
  event: 7,
} as const;

/** The id of the `n`th record of a kind, counted from 0: nothing needs to be read back. Staff: see {@link staffId}. */
export function filledId(kind: keyof typeof KIND, n: number): string {
  return `${KIND[kind].toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A finished booking of resident 0 in hospital and community 0. */
export const READ_BOOKING = filledId('booking', 7);

/** In each hospital: number 0 administers, 1 to 15 are nurses, 16 to 25 paramedics. */
export const STAFF_OF_A_HOSPITAL = 26;
const FIRST_NURSE = 1;
const FIRST_PARAMEDIC = 16;

export function staffId(hospital: number, role: 'hospital_admin' | 'nurse' | 'paramedic', n = 0): string {
  const first = role === 'hospital_admin' ? 0 : role === 'nurse' ? FIRST_NURSE : FIRST_PARAMEDIC;
  return filledId('staff', hospital * STAFF_OF_A_HOSPITAL + first + n);
}

/** The manager of a community. */
export function managerId({ hospitals }: Size, community: number): string {
  return filledId('staff', hospitals * STAFF_OF_A_HOSPITAL + community);
}

/** Opens what {@link fill} made to look sealed. */
export const FILLED_KEYS: DataKeys = new (class extends DataKeys {
  override open(): string {
    return '{}';
  }
})(['nothing is sealed under this secret of 40 characters']);

/**
 * Fills an empty, migrated database, as its owner (a superuser: foreign keys and row security are bypassed, rows are
 * made from numbers). Community `c` is served first by hospital `c mod hospitals` and then by the next one; resident
 * `r` lives in community `r mod communities`. One booking in 25 is still open. A million bookings take some two
 * minutes.
 */
export async function fill(owner: Knex, size: Size): Promise<void> {
  const { hospitals, communities, residents, bookings } = size;
  const people = hospitals * STAFF_OF_A_HOSPITAL;
  const id = (kind: keyof typeof KIND, number: string) => `pg_temp.id(${KIND[kind]}, ${number})`;
  // Sealed values only have to look sealed: see FILLED_KEYS.
  const SEALED = `decode('01' || repeat('00', 63), 'hex')`;
  const statements = [
    `create function pg_temp.id(kind integer, n bigint) returns uuid language sql immutable as $$
       select (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`,
    `insert into hospital (id, name, timezone, latitude, longitude)
       select ${id('hospital', 'n')}, 'Hospital ' || n, 'Asia/Kolkata', 12.9, 77.6
       from generate_series(0, ${hospitals - 1}) n`,
    `insert into community (id, name, timezone, latitude, longitude)
       select ${id('community', 'n')}, 'Community ' || n, 'Asia/Kolkata', 12.9, 77.6
       from generate_series(0, ${communities - 1}) n`,
    `insert into hospital_community (hospital_id, community_id, priority)
       select ${id('hospital', `(n + shift) % ${hospitals}`)}, ${id('community', 'n')}, 100 + shift
       from generate_series(0, ${communities - 1}) n, generate_series(0, 1) shift`,
    `insert into staff (id, role, name, email, hospital_id, on_duty)
       select ${id('staff', 'n')},
         case when k = 0 then 'hospital_admin' when k < ${FIRST_PARAMEDIC} then 'nurse' else 'paramedic' end,
         'Person ' || n, 'person.' || n || '@hospital.example', ${id('hospital', `n / ${STAFF_OF_A_HOSPITAL}`)}, k % 2 = 1
       from generate_series(0, ${people - 1}) n, lateral (select n % ${STAFF_OF_A_HOSPITAL} as k) r`,
    `insert into staff (id, role, name, email, community_id)
       select ${id('staff', `${people} + n`)}, 'community_manager', 'Manager ' || n, 'manager.' || n || '@community.example',
         ${id('community', 'n')} from generate_series(0, ${communities - 1}) n`,
    `insert into resident (id, community_id, name, phone, phone_index, language, neighbor_sos_volunteer)
       select ${id('resident', 'n')}, ${id('community', `n % ${communities}`)}, 'Resident ' || n,
         ${SEALED}, sha256(('phone ' || n)::bytea), 'en', n % 10 = 0
       from generate_series(0, ${residents - 1}) n`,
    `create temporary table chosen as
       select n, k % ${hospitals} as hospital,
         ((floor(random() * ${Math.floor(residents / communities)}))::bigint * ${communities} + k) as resident, k as community,
         n % ${STAFF_OF_A_HOSPITAL - 1} + 1 as person, n % 9 as service,
         -- The last hours' are open, and a few that were forgotten.
         case when n > ${bookings} * 0.97 or n % 100 = 0 then n % 4 else 4 + (n % 12 = 0)::int end as state,
         now() - (${bookings} - n) * (interval '730 days' / ${bookings}) as made
       from generate_series(1, ${bookings}) n, lateral (select floor(${communities} * random() ^ 2)::bigint + n * 0 as k) c`,
    `insert into booking (id, service_type, policy_version, state, resident_id, community_id, hospital_id, assignee_kind,
         assignee_staff_id, assignee_name, scheduled_for, scheduled_until, slot_seat, assign_breached_at,
         cancelled_by_kind, version, sequence, created_at, updated_at)
       select ${id('booking', 'n')}, service_type, 1, status, ${id('resident', 'resident')}, ${id('community', 'community')},
         ${id('hospital', 'hospital')},
         case when held then 'staff' end,
         case when held then ${id('staff', `hospital * ${STAFF_OF_A_HOSPITAL} + person`)} end,
         case when held then 'Person' end,
         case when slot then made + interval '1 day' end, case when slot then made + interval '25 hours' end,
         case when slot then n end,
         case when n % 50 = 0 then made + interval '5 minutes' end,
         case when status = 'cancelled' then 'staff' end, 3, 2, made, made
       from chosen, lateral (select
         (array['ambulance', 'first_aid', 'remote_care', 'consultation', 'home_nursing', 'physiotherapy',
           'routine_checkup', 'blood_test', 'ambulance'])[service + 1] as service_type,
         (array['requested', 'assigned', 'en_route', 'in_service', 'completed', 'cancelled'])[state + 1] as status,
         state between 1 and 4 as held, service in (3, 4, 5, 6, 7) as slot) as derived
       on conflict do nothing`,
    `insert into offer (id, booking_id, service_type, hospital_id, community_id, staff_id, assignee_name, state, round,
         sent_at, expires_at, responded_at)
       select ${id('offer', 'n')}, ${id('booking', 'n')}, 'ambulance', ${id('hospital', 'hospital')},
         ${id('community', 'community')}, ${id('staff', `hospital * ${STAFF_OF_A_HOSPITAL} + person`)}, 'Person',
         case when state = 0 then 'open' else 'accepted' end, 1, made, made + interval '30 seconds',
         case when state = 0 then null else made + interval '9 seconds' end
       from chosen where service in (0, 1)`,
    `insert into booking_event (id, booking_id, sequence, type, at, actor_kind, to_state, version, data)
       select ${id('event', 'n * 2 + step')}, ${id('booking', 'n')}, step + 1,
         case step when 0 then 'requested' else 'assigned' end, made, 'system', null, step + 1,
         ${SEALED}
       from chosen, generate_series(0, 1) step`,
    `insert into booking_position (booking_id, latitude, longitude, recorded_at)
       select ${id('booking', 'n')}, 12.9, 77.6, made from chosen where state between 1 and 3`,
    `insert into staff_position (staff_id, hospital_id, latitude, longitude, recorded_at)
       select id, hospital_id, 12.9, 77.6, now() from staff where hospital_id is not null`,
    `update booking set hospital_id = ${id('hospital', '0')}, community_id = ${id('community', '0')},
       resident_id = ${id('resident', '0')} where id = '${READ_BOOKING}'`,
    'drop table chosen',
  ];
  await owner.transaction(async (trx) => {
    await trx.raw(`set local session_replication_role = 'replica'`);
    await trx.raw(`select setseed(0.42)`);
    for (const statement of statements) await trx.raw(statement);
  });
  await owner.raw('vacuum analyze');
}
