import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint push_device_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * Where people's apps and browsers receive pushes, for as long as the session goes on in which they were registered, and the
 * pushes to each. People see and remove their own; the rest is system work.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table push_device (
      id uuid primary key,
      staff_id uuid references staff (id) on delete cascade,
      resident_id uuid references resident (id) on delete cascade,
      session_id uuid not null references session (id) on delete cascade,
      kind text not null check (kind in ('fcm', 'web_push')),
      -- The token of an app or the endpoint of a browser: who has it can push.
      address bytea not null,
      address_index bytea not null,
      -- Of browsers: with what pushes are encrypted.
      keys bytea,
      created_at timestamptz not null,
      renewed_at timestamptz not null,
      -- With the session at the latest.
      expires_at timestamptz not null,
      last_push_at timestamptz,
      last_push_state text check (last_push_state in ('accepted', 'failed')),
      constraint push_device_address_key unique (address_index),
      check (num_nonnulls(staff_id, resident_id) = 1),
      check ((kind = 'web_push') = (keys is not null)),
      check ((last_push_at is null) = (last_push_state is null)),
      ${sealed('address')},
      ${sealed('keys')}
    );
    create index push_device_staff_idx on push_device (staff_id, id) where staff_id is not null;
    create index push_device_resident_idx on push_device (resident_id, id) where resident_id is not null;
    create index push_device_session_idx on push_device (session_id);
    create index push_device_expires_idx on push_device (expires_at);

    create table push_delivery (
      id uuid primary key,
      device_id uuid not null references push_device (id) on delete cascade,
      -- Of the feature that asked for it: a second request with the same key is the same push.
      key text not null check (length(key) between 1 and 128),
      line text not null,
      ids jsonb not null,
      urgency text not null check (urgency in ('high', 'normal', 'low')),
      state text not null default 'pending' check (state in ('pending', 'accepted', 'failed')),
      attempts integer not null default 0,
      created_at timestamptz not null,
      -- Afterwards it is worth nothing.
      expires_at timestamptz not null,
      -- While a try is under way, no process begins another one.
      claimed_until timestamptz,
      ended_at timestamptz,
      constraint push_delivery_key_key unique (device_id, key),
      check ((state = 'pending') = (ended_at is null))
    );
    create index push_delivery_ended_idx on push_delivery (ended_at) where ended_at is not null;
  `);
  const ofStaff = 'staff_id = scope.staff_id()';
  const own = {
    super_admin: ofStaff,
    hospital_admin: ofStaff,
    nurse: ofStaff,
    paramedic: ofStaff,
    community_manager: ofStaff,
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'push_device', { select: own, insert: {}, update: {}, delete: own });
  await enableRowSecurity(knex, 'push_delivery', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table push_delivery, push_device');
}
