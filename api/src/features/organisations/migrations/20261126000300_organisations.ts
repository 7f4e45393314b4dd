import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

const E164 = `'^\\+[1-9][0-9]{6,14}$'`;

/** Columns of a place: WGS 84 degrees, both or neither. `addressColumn` is free text that describes the point. */
const place = (addressColumn: string) => `
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  ${addressColumn} text check (length(${addressColumn}) <= 500),
  accuracy_metres double precision check (accuracy_metres >= 0),
  check ((latitude is null) = (longitude is null))`;

const bookkeeping = `
  active boolean not null default true,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()`;

/**
 * The tenancy graph: communities and hospitals (many to many), staff of a hospital or a community, residents of a
 * community. Ids are UUIDv7, so `id desc` is newest first and the key of every page.
 *
 * Policies of `hospital_community` use only its own columns, so that the policies of other tables can read it without recursion.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table community (
      id uuid primary key,
      name text not null check (length(name) between 1 and 200),
      address text check (length(address) <= 500),
      timezone text not null,
      ${place('location_address')},
      ${bookkeeping}
    );
    create unique index community_name_key on community (lower(name));

    create table hospital (
      id uuid primary key,
      name text not null check (length(name) between 1 and 200),
      phone text check (phone ~ ${E164}),
      address text check (length(address) <= 500),
      timezone text not null,
      ${place('location_address')},
      ${bookkeeping}
    );
    create unique index hospital_name_key on hospital (lower(name));

    create table hospital_community (
      hospital_id uuid not null references hospital (id),
      community_id uuid not null references community (id),
      priority smallint not null default 100 check (priority >= 0),
      created_at timestamptz not null default now(),
      primary key (hospital_id, community_id)
    );
    create index hospital_community_community_idx on hospital_community (community_id, hospital_id);

    create table staff (
      id uuid primary key,
      role text not null check (role in ('super_admin', 'hospital_admin', 'nurse', 'paramedic', 'community_manager')),
      name text not null check (length(name) between 1 and 200),
      email text not null check (email = lower(email) and length(email) between 3 and 254),
      phone text check (phone ~ ${E164}),
      hospital_id uuid references hospital (id),
      community_id uuid references community (id),
      on_duty boolean not null default false,
      ${bookkeeping},
      constraint staff_belongs check (
        case role
          when 'super_admin' then hospital_id is null and community_id is null
          when 'community_manager' then hospital_id is null and community_id is not null
          else hospital_id is not null and community_id is null
        end
      ),
      unique (hospital_id, id)
    );
    create unique index staff_email_key on staff (email);
    create index staff_community_idx on staff (community_id, id) where community_id is not null;
    create index staff_candidates_idx on staff (hospital_id, role) where active and on_duty;

    create table staff_position (
      staff_id uuid primary key references staff (id) on delete cascade,
      hospital_id uuid references hospital (id),
      latitude double precision not null check (latitude between -90 and 90),
      longitude double precision not null check (longitude between -180 and 180),
      accuracy_metres double precision check (accuracy_metres >= 0),
      recorded_at timestamptz not null
    );
    create index staff_position_hospital_idx on staff_position (hospital_id);

    create table resident (
      id uuid primary key,
      community_id uuid not null references community (id),
      name text not null check (length(name) between 1 and 200),
      phone text not null check (phone ~ ${E164}),
      email text check (length(email) between 3 and 254),
      unit text check (length(unit) <= 100),
      date_of_birth date,
      language text not null,
      ${place('address')},
      neighbor_sos_volunteer boolean not null default false,
      ${bookkeeping},
      unique (community_id, id)
    );
    -- Numbers are handed on: only one *active* person may sign in with a phone.
    create unique index resident_phone_key on resident (phone) where active;
    create index resident_community_phone_idx on resident (community_id, phone);
    create index resident_volunteer_idx on resident (community_id) where active and neighbor_sos_volunteer;

    create table hospital_service (
      hospital_id uuid not null references hospital (id),
      service_type text not null check (service_type ~ '^[a-z][a-z0-9_]{1,62}$'),
      enabled boolean not null default true,
      capacity integer check (capacity between 0 and 10000),
      hours jsonb check (jsonb_typeof(hours) = 'array'),
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (hospital_id, service_type)
    );
  `);

  const ownHospital = (column: string) => `${column} = scope.hospital_id()`;
  const ownCommunity = (column: string) => `${column} = scope.community_id()`;
  const linkedCommunity = (column: string) =>
    `${column} in (select l.community_id from hospital_community l where l.hospital_id = scope.hospital_id())`;
  const linkedHospital = (column: string) =>
    `${column} in (select l.hospital_id from hospital_community l where l.community_id = scope.community_id())`;
  const self = 'id = scope.staff_id()';

  const platform = { super_admin: 'true' };
  /** One predicate for all staff of a hospital and for its API keys. */
  const inHospital = (predicate: string) => ({
    hospital_admin: predicate,
    nurse: predicate,
    paramedic: predicate,
    api_key: predicate,
  });
  const inCommunity = (predicate: string) => ({ community_manager: predicate, resident: predicate });

  await enableRowSecurity(knex, 'hospital_community', {
    select: {
      ...platform,
      ...inHospital(ownHospital('hospital_id')),
      ...inCommunity(ownCommunity('community_id')),
      publishable_key: ownHospital('hospital_id'),
    },
    insert: platform,
    update: platform,
    delete: platform,
  });

  await enableRowSecurity(knex, 'community', {
    select: {
      ...platform,
      ...inHospital(linkedCommunity('id')),
      ...inCommunity(ownCommunity('id')),
      publishable_key: linkedCommunity('id'),
    },
    insert: platform,
    update: { ...platform, community_manager: ownCommunity('id') },
  });

  await enableRowSecurity(knex, 'hospital', {
    select: {
      ...platform,
      ...inHospital(ownHospital('id')),
      ...inCommunity(linkedHospital('id')),
      publishable_key: ownHospital('id'),
    },
    insert: platform,
    update: { ...platform, hospital_admin: ownHospital('id'), api_key: ownHospital('id') },
  });

  const managesStaff = {
    ...platform,
    hospital_admin: ownHospital('hospital_id'),
    api_key: ownHospital('hospital_id'),
  };
  await enableRowSecurity(knex, 'staff', {
    select: {
      ...platform,
      ...inHospital(ownHospital('hospital_id')),
      community_manager: ownCommunity('community_id'),
    },
    insert: managesStaff,
    update: { ...managesStaff, nurse: self, paramedic: self, community_manager: self },
  });

  const ownPosition = 'staff_id = scope.staff_id()';
  const reportsPosition = {
    super_admin: ownPosition,
    hospital_admin: ownPosition,
    nurse: ownPosition,
    paramedic: ownPosition,
    community_manager: ownPosition,
  };
  await enableRowSecurity(knex, 'staff_position', {
    select: { ...platform, ...inHospital(ownHospital('hospital_id')), community_manager: ownPosition },
    insert: reportsPosition,
    update: reportsPosition,
  });

  const managesResidents = {
    ...platform,
    hospital_admin: linkedCommunity('community_id'),
    api_key: linkedCommunity('community_id'),
    community_manager: ownCommunity('community_id'),
  };
  await enableRowSecurity(knex, 'resident', {
    select: {
      ...platform,
      ...inHospital(linkedCommunity('community_id')),
      community_manager: ownCommunity('community_id'),
      resident: 'id = scope.resident_id()',
    },
    insert: managesResidents,
    update: { ...managesResidents, resident: 'id = scope.resident_id()' },
  });

  const managesServices = {
    ...platform,
    hospital_admin: ownHospital('hospital_id'),
    api_key: ownHospital('hospital_id'),
  };
  await enableRowSecurity(knex, 'hospital_service', {
    select: {
      ...platform,
      ...inHospital(ownHospital('hospital_id')),
      ...inCommunity(linkedHospital('hospital_id')),
      publishable_key: ownHospital('hospital_id'),
    },
    insert: managesServices,
    update: managesServices,
  });
}

export async function down(knex: Knex): Promise<void> {
  // Dropped together, since their policies refer to each other.
  await knex.raw(
    'DROP TABLE IF EXISTS hospital_service, resident, staff_position, staff, hospital_community, hospital, community CASCADE',
  );
}
