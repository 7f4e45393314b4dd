import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (table: string, column: string) =>
  `constraint ${table}_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * Calls for help, their words and their timelines. Numbers, places, notes and words are sealed; states, times and
 * urgencies stay readable for the queue and for figures.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table call (
      id uuid primary key,
      state text not null check (state in ('waiting', 'active', 'held', 'ended', 'abandoned', 'missed')),
      channel text not null check (channel in ('web', 'phone', 'typed', 'device', 'training')),
      training boolean not null,
      resident_id uuid references resident (id),
      community_id uuid references community (id),
      hospital_id uuid references hospital (id),
      origin_hospital_id uuid references hospital (id),
      next_desks jsonb not null check (jsonb_typeof(next_desks) = 'array'),
      operator_id uuid references staff (id),
      operator_name text,
      offered_to_id uuid references staff (id),
      created_by_kind text not null check (created_by_kind in ('staff', 'resident', 'api_key', 'system')),
      created_by_id uuid,
      urgency smallint check (urgency between 1 and 5),
      assessed_urgency smallint check (assessed_urgency between 1 and 5),
      model_urgency smallint check (model_urgency between 1 and 5),
      lower_since timestamptz(3),
      lower_to smallint check (lower_to between 1 and 5),
      assessed_segments integer not null default 0 check (assessed_segments >= 0),
      decided_at timestamptz(3),
      alerted_at timestamptz(3),
      triage_id uuid,
      booking_id uuid,
      language text not null check (length(language) <= 35),
      caller_phone bytea,
      caller_phone_index bytea,
      location bytea,
      location_source text,
      resident_corrected boolean not null default false,
      corrections bytea,
      notes bytea,
      disposition text check (disposition ~ '^[a-z][a-z0-9_]{0,39}$'),
      waiting_since timestamptz(3) not null,
      ring_until timestamptz(3),
      claimed_at timestamptz(3),
      ended_at timestamptz(3),
      wrapped_up_at timestamptz(3),
      segments integer not null default 0 check (segments >= 0),
      events integer not null default 0 check (events >= 0),
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      ${['caller_phone', 'location', 'notes', 'corrections'].map((column) => sealed('call', column)).join(', ')},
      constraint call_training check ((channel = 'training') = training),
      constraint call_operator check (state not in ('active', 'held') or operator_id is not null),
      constraint call_ended check ((state in ('ended', 'abandoned', 'missed')) = (ended_at is not null)),
      constraint call_rings check ((state = 'waiting') = (ring_until is not null)),
      constraint call_wrapped_up check ((wrapped_up_at is null) = (disposition is null) and (wrapped_up_at is null or state = 'ended'))
    );
    -- The queue: the most urgent first, unknown counted as an emergency, then who has waited longest.
    create index call_queue_idx on call (hospital_id, (coalesce(urgency, 2)), waiting_since, id) where state = 'waiting';
    create index call_hospital_idx on call (hospital_id, id desc);
    create index call_origin_idx on call (origin_hospital_id, id desc);
    create index call_resident_idx on call (resident_id, id desc) where resident_id is not null;
    create index call_community_idx on call (community_id) where community_id is not null;
    create index call_offered_idx on call (offered_to_id) where offered_to_id is not null;
    create index call_phone_idx on call (caller_phone_index, id desc) where caller_phone_index is not null;
    create index call_booking_idx on call (booking_id) where booking_id is not null;
    create index call_operator_idx on call (operator_id) where state in ('active', 'held');
    create index call_created_idx on call (created_at);

    create table call_segment (
      id uuid primary key,
      call_id uuid not null references call (id) on delete cascade,
      sequence integer not null check (sequence > 0),
      speaker text not null check (speaker in ('caller', 'operator')),
      source text not null check (source in ('speech', 'typed')),
      language text check (length(language) <= 35),
      text bytea not null,
      start_ms integer not null check (start_ms >= 0),
      end_ms integer not null check (end_ms >= start_ms),
      at timestamptz(3) not null,
      ${sealed('call_segment', 'text')},
      unique (call_id, sequence)
    );

    create table call_event (
      id uuid primary key,
      call_id uuid not null references call (id) on delete cascade,
      sequence integer not null check (sequence > 0),
      type text not null check (type ~ '^[a-z][a-z_]{0,39}$'),
      at timestamptz(3) not null,
      actor_kind text not null check (actor_kind in ('staff', 'resident', 'api_key', 'system')),
      actor_id uuid,
      actor_name text,
      data jsonb not null check (jsonb_typeof(data) = 'object'),
      unique (call_id, sequence)
    );
  `);
  const hospital = 'hospital_id = scope.hospital_id() or origin_hospital_id = scope.hospital_id()';
  const people = {
    super_admin: 'true',
    hospital_admin: hospital,
    nurse: hospital,
    paramedic: hospital,
    api_key: hospital,
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'call', {
    select: people,
    insert: people,
    update: people,
    delete: { system: 'true' },
  });
  for (const table of ['call_segment', 'call_event']) {
    const parent = `exists (select from call c where c.id = ${table}.call_id)`;
    const through = {
      ...Object.fromEntries(Object.keys(people).map((role) => [role, parent])),
      super_admin: 'true',
    };
    await enableRowSecurity(knex, table, {
      select: through,
      insert: through,
      // Words never change; sealing them under a new key does write them.
      ...(table === 'call_segment' ? { update: { system: 'true' } } : {}),
      delete: { system: 'true' },
    });
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table call_event; drop table call_segment; drop table call');
}
