import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (table: string, column: string) =>
  `constraint ${table}_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/** Defibrillators of communities, volunteers with their skills, and responses to a suspected cardiac arrest. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table defibrillator (
      id uuid primary key,
      community_id uuid not null references community (id),
      name text not null check (length(name) between 1 and 200),
      latitude double precision not null check (latitude between -90 and 90),
      longitude double precision not null check (longitude between -180 and 180),
      address text check (length(address) <= 500),
      access_hint bytea,
      hours jsonb check (jsonb_typeof(hours) = 'array'),
      photo_url text check (photo_url ~ '^https://' and length(photo_url) <= 500),
      in_service boolean not null,
      out_of_service_reason text check (length(out_of_service_reason) <= 200),
      check_every_days integer not null check (check_every_days between 1 and 366),
      last_checked_on date,
      reminded_at timestamptz(3),
      removed_at timestamptz(3),
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      check (in_service = (out_of_service_reason is null)),
      ${sealed('defibrillator', 'access_hint')}
    );
    create unique index defibrillator_name_key on defibrillator (community_id, lower(name)) where removed_at is null;
    create index defibrillator_community_idx on defibrillator (community_id, id desc);

    create table volunteer (
      resident_id uuid primary key references resident (id),
      available boolean not null,
      position bytea,
      position_at timestamptz(3),
      updated_at timestamptz(3) not null,
      check ((position is null) = (position_at is null)),
      ${sealed('volunteer', 'position')}
    );

    create table volunteer_skill (
      id uuid primary key,
      resident_id uuid not null references resident (id),
      community_id uuid not null references community (id),
      skill text not null check (skill in ('cpr', 'defibrillator', 'first_aid')),
      certified_on date not null,
      expires_on date not null check (expires_on >= certified_on),
      issuer bytea,
      state text not null check (state in ('declared', 'verified', 'rejected')),
      decided_by uuid,
      decided_at timestamptz(3),
      decision_reason bytea,
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint volunteer_skill_key unique (resident_id, skill),
      check ((state = 'declared') = (decided_at is null)),
      ${sealed('volunteer_skill', 'issuer')},
      ${sealed('volunteer_skill', 'decision_reason')}
    );
    create index volunteer_skill_community_idx on volunteer_skill (community_id, id desc);

    create table neighbourhood_response (
      id uuid primary key,
      booking_id uuid not null references booking (id),
      resident_id uuid not null references resident (id),
      community_id uuid not null references community (id),
      hospital_id uuid references hospital (id),
      call_id uuid,
      access_hint bytea,
      patient_booking_id uuid references booking (id),
      defibrillator_booking_id uuid references booking (id),
      defibrillator_id uuid references defibrillator (id),
      volunteers_found integer check (volunteers_found >= 0),
      planned_at timestamptz(3),
      first_arrived_at timestamptz(3),
      ambulance_arrived_at timestamptz(3),
      outcome bytea,
      ended_at timestamptz(3),
      end_reason text check (end_reason in ('stood_down', 'ambulance_cancelled', 'ambulance_completed')),
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint neighbourhood_response_booking_key unique (booking_id),
      check ((ended_at is null) = (end_reason is null)),
      ${sealed('neighbourhood_response', 'access_hint')},
      ${sealed('neighbourhood_response', 'outcome')}
    );
    create index neighbourhood_response_resident_idx on neighbourhood_response (resident_id);
    create index neighbourhood_response_community_idx on neighbourhood_response (community_id);
    create index neighbourhood_response_hospital_idx on neighbourhood_response (hospital_id);
    create index neighbourhood_response_patient_idx on neighbourhood_response (patient_booking_id);
    create index neighbourhood_response_fetch_idx on neighbourhood_response (defibrillator_booking_id);
    create index neighbourhood_response_device_idx on neighbourhood_response (defibrillator_id);
  `);
  const platform = { super_admin: 'true' };
  const ownCommunity = 'community_id = scope.community_id()';
  const linked =
    'community_id in (select l.community_id from hospital_community l where l.hospital_id = scope.hospital_id())';
  const keepers = { ...platform, hospital_admin: linked, community_manager: ownCommunity };
  await enableRowSecurity(knex, 'defibrillator', {
    select: { ...keepers, nurse: linked, paramedic: linked, api_key: linked, resident: ownCommunity },
    insert: keepers,
    update: keepers,
  });
  const own = 'resident_id = scope.resident_id()';
  await enableRowSecurity(knex, 'volunteer', {
    select: { resident: own },
    insert: { resident: own },
    update: { resident: own },
    delete: {},
  });
  // A resident declares, and never decides about their own certificate.
  const declared = `${own} and ${ownCommunity} and state = 'declared'`;
  const deciders = { ...platform, community_manager: ownCommunity };
  await enableRowSecurity(knex, 'volunteer_skill', {
    select: { ...deciders, resident: own },
    insert: { resident: declared },
    update: { before: { ...deciders, resident: own }, after: { ...deciders, resident: declared } },
    delete: { resident: own },
  });
  const ofHospital = 'hospital_id = scope.hospital_id()';
  const operators = { ...platform, hospital_admin: ofHospital, nurse: ofHospital, paramedic: ofHospital };
  await enableRowSecurity(knex, 'neighbourhood_response', {
    select: { ...operators, api_key: ofHospital },
    insert: operators,
    update: operators,
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['neighbourhood_response', 'volunteer_skill', 'volunteer', 'defibrillator']) {
    await knex.raw('drop table ??', [table]);
  }
}
